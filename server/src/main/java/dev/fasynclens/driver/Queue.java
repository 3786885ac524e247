package dev.fasynclens.driver;

import org.jspecify.annotations.Nullable;

/**
 * The head of a fasync list, a {@code struct fasync_struct *}, as far as the source identifies it.
 */
public sealed interface Queue {
  /** How messages call it. */
  String describe();

  /** Whether it depends on what a caller passes. */
  default boolean isOpen() {
    return this instanceof Parameter || this instanceof MacroMember;
  }

  /** Whether both may be the same list. */
  boolean mayBe(Queue other);

  /** Whether the source says which object it is: a variable, or a member of a struct in view. */
  default boolean isIdentified() {
    return switch (this) {
      case Global _ -> true;
      case Member member -> member.owner() != null;
      case Local _, Parameter _, MacroMember _, Unknown _ -> false;
    };
  }

  /** The name by which several functions use it, empty if it has none. */
  default String sharedName() {
    return switch (this) {
      case Global global -> global.name();
      case Member member -> member.member();
      case Local _, Parameter _, MacroMember _, Unknown _ -> "";
    };
  }

  /**
   * A variable at file level.
   *
   * @param name its name
   * @param file the file that defines it, null if only declarations are in view
   */
  record Global(String name, @Nullable CFile file) implements Queue {
    @Override
    public String describe() {
      return name;
    }

    @Override
    public boolean mayBe(Queue other) {
      return switch (other) {
        case Global global ->
            name.equals(global.name)
                && (file == null
                    || global.file == null
                    || file.equals(global.file)
                    || isOneObject(file, global.file));
        case Unknown _ -> true;
        case Member _, Local _, Parameter _, MacroMember _ -> false;
      };
    }

    /** Two definitions that are not static are one object to the linker. */
    private boolean isOneObject(CFile here, CFile there) {
      return here.directory().equals(there.directory()) && isShared(here) && isShared(there);
    }

    private boolean isShared(CFile definer) {
      Variable variable = definer.globals().get(name);
      return variable != null && !variable.isStatic();
    }
  }

  /**
   * A member of a struct; all objects of the struct count as one.
   *
   * @param tag the struct's tag, empty if its type is not in view
   * @param owner its definition, null if that is not in view
   * @param member the member's name
   */
  record Member(String tag, @Nullable StructType owner, String member) implements Queue {
    @Override
    public String describe() {
      return tag.isEmpty() || tag.startsWith("@") ? member : "struct " + tag + "." + member;
    }

    @Override
    public boolean mayBe(Queue other) {
      return switch (other) {
        case Member that -> member.equals(that.member) && mayOwn(that);
        case Unknown _ -> true;
        case Global _, Local _, Parameter _, MacroMember _ -> false;
      };
    }

    private boolean mayOwn(Member that) {
      if (tag.isEmpty() || that.tag.isEmpty()) {
        return true;
      }
      if (owner == null || that.owner == null) {
        return tag.equals(that.tag);
      }
      return owner.file().equals(that.owner.file()) && tag.equals(that.tag);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Member that
          && member.equals(that.member)
          && tag.equals(that.tag)
          && (owner == null
              ? that.owner == null
              : that.owner != null && owner.file().equals(that.owner.file()));
    }

    @Override
    public int hashCode() {
      return tag.hashCode() * 31 + member.hashCode();
    }
  }

  /**
   * A local variable or a parameter that holds a list head itself.
   *
   * @param function where
   * @param name its name
   */
  record Local(CFunction function, String name) implements Queue {
    @Override
    public String describe() {
      return name;
    }

    @Override
    public boolean mayBe(Queue other) {
      return equals(other) || other instanceof Unknown;
    }
  }

  /**
   * What the caller passes.
   *
   * @param index position of the parameter
   * @param itself whether the argument is the list head (macros), not its address
   */
  record Parameter(int index, boolean itself) implements Queue {
    @Override
    public String describe() {
      return "the caller's queue";
    }

    @Override
    public boolean mayBe(Queue other) {
      return true;
    }
  }

  /**
   * A member of an object that a macro is given.
   *
   * @param object position of the macro's parameter that is the object
   * @param member the member's name
   * @param memberParameter position of the parameter that is the member's name, or -1
   */
  record MacroMember(int object, String member, int memberParameter) implements Queue {
    @Override
    public String describe() {
      return "the caller's queue";
    }

    @Override
    public boolean mayBe(Queue other) {
      return true;
    }
  }

  /** Could be any. */
  record Unknown() implements Queue {
    @Override
    public String describe() {
      return "a queue";
    }

    @Override
    public boolean mayBe(Queue other) {
      return true;
    }
  }
}
