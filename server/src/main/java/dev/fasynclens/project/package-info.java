/**
 * A project on disk: how its files are called, read and searched, and which configuration and
 * baseline count for them. What the command line and the language server have in common.
 */
@NullMarked
package dev.fasynclens.project;

import org.jspecify.annotations.NullMarked;
