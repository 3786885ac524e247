package dev.fasynclens.review;

import dev.fasynclens.kernel.KernelRange;

/**
 * What a mistake leads to on some kernels.
 *
 * @param kernels where
 * @param severity how bad it is there
 * @param effect what happens, a phrase without capital and full stop
 */
public record Consequence(KernelRange kernels, Severity severity, String effect) {}
