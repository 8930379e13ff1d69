/**
 * What is handed over: the triage result as text and JSON, observations as lines.
 *
 * <p>English is written here and in the window, nowhere else. Text from the evidence never reaches
 * a terminal or a document as it is: {@link salvor.evidence.Visible} makes control characters and
 * look-alikes of layout visible first.
 */
@NullMarked
package salvor.report;

import org.jspecify.annotations.NullMarked;
