package dev.fasynclens.review;

import java.util.List;

/**
 * What a rule's {@code rule.json} says about it.
 *
 * @param id {@code FA} and three digits
 * @param name the slug, such as {@code poll-mask-as-band}
 * @param title a short title
 * @param family what it is about, as in the table of families
 * @param summary one sentence: what is wrong and what the user sees
 * @param severity the worst it can be
 * @param fixable whether it offers a mechanical repair
 * @param since the version of this program that brought it
 * @param tags words to find it by
 */
public record RuleInfo(
    String id,
    String name,
    String title,
    String family,
    String summary,
    Severity severity,
    boolean fixable,
    String since,
    List<String> tags) {}
