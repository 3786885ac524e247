package dev.fasynclens.review;

import java.util.List;

/**
 * The outcome of a review.
 *
 * @param findings sorted, suppressed ones left out
 * @param suppressed what comments in the files suppress, sorted
 * @param problems what could not be examined, by file
 * @param examined how many of the given files were
 * @param unread how many places in them the parser skipped
 * @param repeatable whether it depends on the texts alone: nothing was given up for lack of time,
 *     and nothing failed
 */
public record ReviewResult(
    List<Finding> findings,
    List<Finding> suppressed,
    List<Problem> problems,
    int examined,
    int unread,
    boolean repeatable) {}
