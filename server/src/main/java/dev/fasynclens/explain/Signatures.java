package dev.fasynclens.explain;

import static dev.fasynclens.kernel.ChangePoint.OWNER_IS_A_STRUCT_PID;
import static dev.fasynclens.kernel.ChangePoint.SETOWN_CHECKS_PID;
import static dev.fasynclens.kernel.ChangePoint.SETOWN_TELLS_NOTHING;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Primitives;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.TargetKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What to show while somebody types the arguments of a function. */
public final class Signatures {
  private static final Parameter FD =
      new Parameter("int fd", "What the receiver finds in si_fd. Hand on what .fasync was given.");
  private static final Parameter FILE = new Parameter("struct file *filp", "The open file.");
  private static final Parameter ON =
      new Parameter("int on", "Not 0 puts the file on the queue, 0 takes it off.");
  private static final Parameter QUEUE =
      new Parameter("struct fasync_struct **fapp", "The address of the queue.");
  private static final Parameter SIGNAL =
      new Parameter(
          "int sig",
          "SIGIO. It does not choose the signal: the owner of the file does, by F_SETSIG.");
  private static final Parameter BAND =
      new Parameter(
          "int band",
          "A POLL_* code: POLL_IN, POLL_OUT, POLL_PRI, POLL_ERR, POLL_HUP or POLL_MSG.");
  private static final Parameter FORCE =
      new Parameter("int force", "Not 0 replaces an owner that is set already.");

  private Signatures() {}

  /**
   * A parameter.
   *
   * @param label as it stands in the label of the signature
   * @param documentation plain text
   */
  public record Parameter(String label, String documentation) {}

  /**
   * A function whose arguments are being typed.
   *
   * @param label its declaration
   * @param documentation plain text, may be empty
   * @param active the parameter that the cursor is in, from 0; as many as there are parameters if
   *     it is beyond the last
   */
  public record Signature(
      String label, String documentation, List<Parameter> parameters, int active) {}

  /** The signature of the call around an offset. */
  public static Optional<Signature> at(
      DriverModule module, CFile file, int offset, TargetKernels target) {
    return Arguments.at(file, offset)
        .flatMap(
            call -> {
              Declaration found =
                  declaration(
                      call.function(), module.facts().primitives(), target.range().newest());
              return Optional.ofNullable(found).map(each -> each.withActive(call.index()));
            });
  }

  /** A function as it is declared. */
  private record Declaration(String head, String documentation, List<Parameter> parameters) {
    Signature withActive(int index) {
      String label = head + "(" + String.join(", ", labels()) + ")";
      int active = Math.min(index, parameters.size());
      return new Signature(label, documentation, parameters, active);
    }

    private List<String> labels() {
      List<String> labels = new ArrayList<>();
      parameters.forEach(each -> labels.add(each.label()));
      return labels;
    }
  }

  private static @Nullable Declaration declaration(
      String name, Primitives primitives, KernelVersion version) {
    Primitives.Notifying notifying = primitives.notifying(name);
    if (notifying != null && notifying.arguments() != Primitives.ANY) {
      Parameter queue =
          notifying.byValue()
              ? new Parameter("struct fasync_struct *fa", "The queue itself.")
              : new Parameter("struct fasync_struct **fp", "The address of the queue.");
      return new Declaration(
          "void " + name,
          "Sends a signal to the owner of every file on a queue.",
          List.of(queue, SIGNAL, BAND));
    }
    if (primitives.registering(name) != null) {
      return registering(name);
    }
    return owner(name, version);
  }

  private static @Nullable Declaration registering(String name) {
    return switch (name) {
      case "fasync_remove_entry" ->
          new Declaration(
              "int " + name,
              "Takes a file off a queue. Returns 1 if it was there.",
              List.of(FILE, QUEUE));
      case "fasync_add_entry", "fasync_insert_entry" -> null; // for the kernel's own use
      default ->
          new Declaration(
              "int " + name,
              "Puts a file on a queue or takes it off. Returns 1 if the queue changed, 0 if not, or "
                  + "-ENOMEM. May sleep when it switches on.",
              List.of(FD, FILE, ON, QUEUE));
    };
  }

  private static @Nullable Declaration owner(String name, KernelVersion version) {
    Parameter file = new Parameter("struct file *filp", "The file that gets an owner.");
    boolean silent = version.has(SETOWN_TELLS_NOTHING);
    return switch (name) {
      case "__f_setown" -> {
        if (!version.has(OWNER_IS_A_STRUCT_PID)) {
          yield null;
        }
        String allocation =
            version.has(ChangePoint.OWNER_ALLOCATED) ? " Call file_f_owner_allocate() before." : "";
        yield new Declaration(
            (silent ? "void " : "int ") + name,
            "Makes a thread, process or group the owner of a file." + allocation,
            List.of(
                file,
                new Parameter("struct pid *pid", "Who."),
                new Parameter(
                    "enum pid_type type",
                    version.has(ChangePoint.PID_TYPES_SAY_WHO)
                        ? "PIDTYPE_PID for a thread, PIDTYPE_TGID for a process, PIDTYPE_PGID for "
                            + "a group."
                        : "PIDTYPE_PID for a process, PIDTYPE_PGID for a group."),
                FORCE));
      }
      case "f_setown" ->
          new Declaration(
              (silent && !version.has(SETOWN_CHECKS_PID) ? "void " : "int ") + name,
              "Makes a process or group the owner of a file.",
              List.of(
                  file,
                  new Parameter("arg", "A process if positive, a group if negative, nobody if 0."),
                  FORCE));
      default -> null;
    };
  }
}
