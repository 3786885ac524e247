package dev.fasynclens.kernel.machine;

import dev.fasynclens.kernel.trace.TroubleKind;

/**
 * Something that went wrong in the kernel while the model ran.
 *
 * @param kind what a kernel would show
 * @param in the function in which it showed, by its name in the version
 * @param context the task or interrupt that was running
 * @param message what happened, one sentence without a full stop
 */
public record Trouble(TroubleKind kind, String in, String context, String message) {}
