/**
 * What a driver does with fasync: queues, handlers, operation tables, registrations, notifications,
 * releases, locks and lifetimes; within a file, then linked across the files of a module.
 */
@NullMarked
package dev.fasynclens.driver;

import org.jspecify.annotations.NullMarked;
