package dev.fasynclens.lsp;

/** C texts for tests. */
final class Drivers {
  /** Line 14 passes a poll mask as band (FA202). */
  static final String WRONG_BAND =
      """
      #include <linux/fs.h>

      static struct fasync_struct *queue;

      static int my_fasync(int fd, struct file *filp, int on)
      {
      	return fasync_helper(fd, filp, on, &queue);
      }
      static int my_release(struct inode *i, struct file *f) { return my_fasync(-1, f, 0); }
      static const struct file_operations fops = { .fasync = my_fasync, .release = my_release };

      static void tell(void)
      {
      	kill_fasync(&queue, SIGIO, POLLIN);
      }
      """;

  /** The same with nothing wrong. */
  static final String RIGHT = WRONG_BAND.replace("POLLIN", "POLL_IN");

  private Drivers() {}

  /** What the client can do, as most tests have it: diagnostics are pushed. */
  static com.google.gson.JsonObject pushed() {
    return TestClient.json(
        """
        {'textDocument': {'publishDiagnostics': {'relatedInformation': true,
            'tagSupport': {'valueSet': [1, 2]}, 'versionSupport': true},
          'codeAction': {'codeActionLiteralSupport': {'codeActionKind': {'valueSet': ['quickfix']}},
            'dataSupport': true, 'resolveSupport': {'properties': ['edit']}}},
         'workspace': {'workspaceEdit': {'documentChanges': true,
            'resourceOperations': ['create']}}}
        """);
  }

  /** The same client, but it asks for diagnostics. */
  static com.google.gson.JsonObject pulled() {
    com.google.gson.JsonObject capabilities = pushed();
    capabilities.getAsJsonObject("textDocument").add("diagnostic", TestClient.json("{}"));
    return capabilities;
  }
}
