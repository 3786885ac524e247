/**
 * Open files, their owners and fasync lists: the model of {@code fs/fcntl.c}, {@code
 * fs/file_table.c} and {@code fs/ioctl.c}.
 */
@NullMarked
package dev.fasynclens.kernel.file;

import org.jspecify.annotations.NullMarked;
