/** What can be opened: pipes, sockets, terminals, devices and the rest that takes part. */
@NullMarked
package dev.fasynclens.kernel.object;

import org.jspecify.annotations.NullMarked;
