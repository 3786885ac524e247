import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes out as methods what javac leaves to be linked at run time: switches over types, and equals
 * and hashCode of records. To link them the JVM makes classes at every start, which no AOT cache
 * holds. The methods answer what those of the JDK answer.
 */
final class LinkAhead {
  private static final String OURS = "dev/fasynclens/";

  private final ClassFile files;

  private LinkAhead(ClassLoader classes) {
    files =
        ClassFile.of(
            ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)));
  }

  /** Copies a jar with our classes linked. */
  static void jar(Path from, Path to) throws IOException {
    try (URLClassLoader classes = new URLClassLoader(new URL[] {from.toUri().toURL()});
        JarFile jar = new JarFile(from.toFile());
        OutputStream file = Files.newOutputStream(to);
        ZipOutputStream out = new ZipOutputStream(file)) {
      LinkAhead ahead = new LinkAhead(classes);
      for (JarEntry entry : jar.stream().toList()) {
        byte[] content = jar.getInputStream(entry).readAllBytes();
        boolean ours = entry.getName().startsWith(OURS) && entry.getName().endsWith(".class");
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(entry.getTimeLocal());
        out.putNextEntry(copy);
        out.write(ours ? ahead.linked(content) : content);
        out.closeEntry();
      }
    }
  }

  private byte[] linked(byte[] content) {
    ClassModel type = files.parse(content);
    if (type.methods().stream().noneMatch(LinkAhead::isLinkedLate)) {
      return content;
    }
    boolean isInterface = type.flags().has(AccessFlag.INTERFACE);
    List<Site> sites = new ArrayList<>();
    ClassTransform calls =
        ClassTransform.transformingMethodBodies(
            LinkAhead::isLinkedLate,
            (code, element) -> {
              Optional<Site> site = Site.of(element);
              if (site.isEmpty()) {
                code.with(element);
                return;
              }
              code.invokestatic(
                  type.thisClass().asSymbol(),
                  name(sites.size()),
                  site.get().called(),
                  isInterface);
              sites.add(site.get());
            });
    ClassTransform methods =
        ClassTransform.endHandler(
            builder -> {
              for (int i = 0; i < sites.size(); i++) {
                write(sites.get(i), name(i), builder);
              }
            });
    return files.transformClass(type, calls.andThen(methods));
  }

  private static String name(int site) {
    return "linked$" + site;
  }

  private static boolean isLinkedLate(MethodModel method) {
    return method.code().stream()
        .flatMap(code -> code.elementStream())
        .anyMatch(element -> Site.of(element).isPresent());
  }

  private static void write(Site site, String name, ClassBuilder builder) {
    int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
    builder.withMethodBody(name, site.called(), flags, site::write);
  }

  /** A call that is linked when it is made first. */
  private sealed interface Site {
    /** Parameters and result. */
    MethodTypeDesc called();

    /** Writes what it does. */
    void write(CodeBuilder code);

    static Optional<Site> of(CodeElement element) {
      if (!(element instanceof InvokeDynamicInstruction call)) {
        return Optional.empty();
      }
      String linker =
          call.bootstrapMethod().owner().displayName() + "." + call.bootstrapMethod().methodName();
      String name = call.name().stringValue();
      MethodTypeDesc called = call.typeSymbol();
      List<ConstantDesc> arguments = call.bootstrapArgs();
      if (linker.equals("SwitchBootstraps.typeSwitch")) {
        List<ClassDesc> labels = only(ClassDesc.class, arguments);
        boolean types = labels.size() == arguments.size() && !called.parameterType(0).isPrimitive();
        return types ? Optional.of(new TypeSwitch(called, labels)) : Optional.empty();
      }
      if (linker.equals("ObjectMethods.bootstrap")) {
        List<DirectMethodHandleDesc> fields = only(DirectMethodHandleDesc.class, arguments);
        return switch (name) {
          case "equals" -> Optional.of(new Equals(called, fields));
          case "hashCode" -> Optional.of(new HashCode(called, fields));
          default -> Optional.empty();
        };
      }
      return Optional.empty();
    }

    private static <T> List<T> only(Class<T> kind, List<ConstantDesc> constants) {
      return constants.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
  }

  /** The number of the first type, from a given one on, that an object has; -1 for null. */
  private record TypeSwitch(MethodTypeDesc called, List<ClassDesc> labels) implements Site {
    @Override
    public void write(CodeBuilder code) {
      Label something = code.newLabel();
      code.aload(0).ifnonnull(something).iconst_m1().ireturn().labelBinding(something);
      for (int i = 0; i < labels.size(); i++) {
        Label next = code.newLabel();
        code.iload(1).loadConstant(i).if_icmpgt(next);
        code.aload(0).instanceOf(labels.get(i)).ifeq(next);
        code.loadConstant(i).ireturn().labelBinding(next);
      }
      code.loadConstant(labels.size()).ireturn();
    }
  }

  /** Whether another object is a record of the same type with equal components. */
  private record Equals(MethodTypeDesc called, List<DirectMethodHandleDesc> fields)
      implements Site {
    @Override
    public void write(CodeBuilder code) {
      ClassDesc owner = called.parameterType(0);
      Label differs = code.newLabel();
      Label another = code.newLabel();
      code.aload(0).aload(1).if_acmpne(another).iconst_1().ireturn().labelBinding(another);
      code.aload(1).instanceOf(owner).ifeq(differs);
      code.aload(1).checkcast(owner).astore(2);
      for (DirectMethodHandleDesc field : fields) {
        ClassDesc type = typeOf(field);
        code.aload(0).getfield(owner, field.methodName(), type);
        code.aload(2).getfield(owner, field.methodName(), type);
        switch (type.descriptorString()) {
          case "Z", "B", "C", "S", "I" -> code.if_icmpne(differs);
          case "J" -> code.lcmp().ifne(differs);
          case "F", "D" -> code.invokestatic(boxOf(type), "compare", both(type)).ifne(differs);
          default ->
              code.invokestatic(
                      Objects.class.describeConstable().orElseThrow(),
                      "equals",
                      MethodTypeDesc.of(
                          ConstantDescs.CD_boolean,
                          ConstantDescs.CD_Object,
                          ConstantDescs.CD_Object))
                  .ifeq(differs);
        }
      }
      code.iconst_1().ireturn().labelBinding(differs).iconst_0().ireturn();
    }

    private static MethodTypeDesc both(ClassDesc type) {
      return MethodTypeDesc.of(ConstantDescs.CD_int, type, type);
    }
  }

  /** The hash code of a record, in the way of the JDK. */
  private record HashCode(MethodTypeDesc called, List<DirectMethodHandleDesc> fields)
      implements Site {
    @Override
    public void write(CodeBuilder code) {
      code.iconst_0();
      for (DirectMethodHandleDesc field : fields) {
        ClassDesc type = typeOf(field);
        ClassDesc hashing =
            type.isPrimitive() ? boxOf(type) : Objects.class.describeConstable().orElseThrow();
        ClassDesc hashed = type.isPrimitive() ? type : ConstantDescs.CD_Object;
        code.loadConstant(31).imul();
        code.aload(0).getfield(called.parameterType(0), field.methodName(), type);
        code.invokestatic(hashing, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, hashed));
        code.iadd();
      }
      code.ireturn();
    }
  }

  private static ClassDesc typeOf(DirectMethodHandleDesc field) {
    return ClassDesc.ofDescriptor(field.lookupDescriptor());
  }

  private static ClassDesc boxOf(ClassDesc primitive) {
    return switch (primitive.descriptorString()) {
      case "Z" -> ConstantDescs.CD_Boolean;
      case "B" -> ConstantDescs.CD_Byte;
      case "C" -> ConstantDescs.CD_Character;
      case "S" -> ConstantDescs.CD_Short;
      case "I" -> ConstantDescs.CD_Integer;
      case "J" -> ConstantDescs.CD_Long;
      case "F" -> ConstantDescs.CD_Float;
      default -> ConstantDescs.CD_Double;
    };
  }
}
