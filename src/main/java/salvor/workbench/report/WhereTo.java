package salvor.workbench.report;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the investigator for the file that is to be written. */
@FunctionalInterface
public interface WhereTo {
  /**
   * A form in which something can be written.
   *
   * @param name in words
   * @param ending how the names of such files end, without a dot
   */
  record Form(String name, String ending) {}

  /**
   * The file, null when there is to be none.
   *
   * @param title what is to be written
   * @param name the file's name, unless the investigator has a better one; without ending
   * @param forms the forms that there are, the usual one first
   */
  @Nullable Path ask(String title, String name, List<Form> forms);
}
