package dev.fasynclens.driver;

/** A C type, as far as it matters where a queue is. */
public sealed interface CType {
  /**
   * A struct or union.
   *
   * @param tag its tag; a struct without one gets the number of its node after an {@code @}
   */
  record Struct(String tag) implements CType {}

  /** A pointer. */
  record Pointer(CType to) implements CType {}

  /** An array. */
  record Array(CType of) implements CType {}

  /** A function. */
  record Function(CType returns) implements CType {}

  /** A basic type or a typedef name; empty if unknown. */
  record Named(String name) implements CType {
    /**
     * The type of something whose declaration is not in view. It stands here and not in the
     * interface, whose initialisation would wait for this class while this class waits for it.
     */
    public static final Named UNKNOWN = new Named("");
  }

  /** Whether nothing is known of it. */
  default boolean isUnknown() {
    return this instanceof Named named && named.name.isEmpty();
  }

  /** What a pointer points to or an array holds; {@link Named#UNKNOWN} for anything else. */
  default CType target() {
    return switch (this) {
      case Pointer pointer -> pointer.to;
      case Array array -> array.of;
      case Struct _, Function _, Named _ -> Named.UNKNOWN;
    };
  }

  /** Whether this is a pointer to a struct with this tag. */
  default boolean isPointerTo(String tag) {
    return target() instanceof Struct struct && struct.tag.equals(tag);
  }
}
