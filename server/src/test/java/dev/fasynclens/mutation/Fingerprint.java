package dev.fasynclens.mutation;

/**
 * A finding as it is recognised after a change.
 *
 * @param settled where it stands in the text before the change; all edits are one place
 */
record Fingerprint(String rule, String file, int settled) {}
