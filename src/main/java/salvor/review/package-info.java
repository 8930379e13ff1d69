/**
 * After the incident: attacker against baseline, and the rules to add.
 *
 * <p>A rule has one condition and one evaluator ({@link salvor.review.Condition#of}); what a format
 * cannot hold of it is left out before it is evaluated, so that every number said of a rule is of
 * what is exported.
 */
@NullMarked
package salvor.review;

import org.jspecify.annotations.NullMarked;
