package salvor.workbench.playbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.playbook.BuiltIn;
import salvor.playbook.Playbook;
import salvor.playbook.PlaybookText;
import salvor.report.PlaybookWords;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/**
 * The playbooks of this program, and those in a folder of the team's.
 *
 * @param folder need not be there
 */
record Shelf(Path folder) {
  private static final int MOST = 100;
  private static final int LIMIT = 200;

  /** All of them; reads the folder. */
  List<Offer> offers() throws IOException {
    List<Offer> offers = new ArrayList<>();
    for (Playbook each : BuiltIn.all()) {
      offers.add(offer(each, "comes with the program"));
    }
    offers.addAll(ofTeam());
    return offers;
  }

  private static Offer offer(Playbook playbook, String origin) {
    return new Offer(
        playbook.name(), VisibleText.of(playbook.title(), LIMIT), origin, playbook, List.of());
  }

  private List<Offer> ofTeam() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(Shelf::isOne).sorted().limit(MOST + 1L).toList();
    } catch (IOException cause) {
      return List.of(unusable(folder, reason(cause)));
    }
    List<Offer> offers = new ArrayList<>();
    files.stream().limit(MOST).map(Shelf::read).forEach(offers::add);
    if (files.size() > MOST) {
      offers.add(unusable(folder, "has more than " + Moments.count(MOST) + " files; move some"));
    }
    return offers;
  }

  private static boolean isOne(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(file);
  }

  private static Offer read(Path file) {
    String name = name(file);
    try {
      PlaybookText.Reading reading = PlaybookText.read(file);
      @Nullable Playbook playbook = reading.playbook();
      return playbook == null
          ? new Offer(
              name,
              "is no playbook",
              name,
              null,
              reading.problems().stream().map(each -> PlaybookWords.problem(name, each)).toList())
          : offer(playbook, name);
    } catch (IOException cause) {
      return unusable(file, reason(cause));
    }
  }

  private static Offer unusable(Path file, String why) {
    return new Offer(
        name(file), "cannot be read", name(file), null, List.of(name(file) + ": " + why));
  }

  private static String reason(IOException cause) {
    return "cannot be read (" + VisibleText.of(cause.toString(), LIMIT) + "); may you read it?";
  }

  private static String name(Path file) {
    return VisibleText.of(String.valueOf(file.getFileName()), LIMIT);
  }
}
