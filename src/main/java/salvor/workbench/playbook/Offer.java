package salvor.workbench.playbook;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.playbook.Playbook;

/**
 * A playbook that can be chosen, or a file that is none. Its texts are safe to show.
 *
 * @param name by which it is called; of a file that is none, the file's name
 * @param title what it is for
 * @param origin where it comes from
 * @param playbook null where the file is none
 * @param problems what is wrong with the file: place, cause and remedy
 */
record Offer(
    String name, String title, String origin, @Nullable Playbook playbook, List<String> problems) {
  Offer {
    problems = List.copyOf(problems);
  }
}
