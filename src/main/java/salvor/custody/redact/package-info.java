/**
 * Takes secrets out of evidence, so that the rest can be handed on.
 *
 * <p>Evidence is read twice. The first time rules find values: by how they look, by the name beside
 * them, by where they stand. The second time every value that was found is taken out wherever it
 * stands, also within Base64, hexadecimal digits, percent signs and escapes, and also where no rule
 * would have found it. What was written is read once more before it is sealed: nothing that was
 * found may be left in it. No rule is a regular expression, so that neither evidence nor a file of
 * rules can make the search slow.
 *
 * <p>Text is handled as bytes, one {@code char} each (ISO 8859-1): what no rule meets stays as it
 * was, valid or not.
 */
@NullMarked
package salvor.custody.redact;

import org.jspecify.annotations.NullMarked;
