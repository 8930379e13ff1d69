package salvor.workbench.containment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import salvor.collection.ToolboxImage;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;

/**
 * Which image of the toolbox is brought into pods: one for all of this user's clusters, kept for
 * the next window in a file of the user's own. A practice cluster pulls nothing, and needs none.
 */
public final class ToolboxChoice {
  private static final int LARGEST = 1000;
  private final boolean practice;
  private final Path file;
  private final Jobs jobs;
  private final Executor fx;
  private final StringProperty text = new SimpleStringProperty("");
  private String kept = "";

  /**
   * @param practice whether it is a practice cluster
   * @param file where it is kept
   * @param fx where the property changes
   */
  public ToolboxChoice(boolean practice, Path file, Jobs jobs, Executor fx) {
    this.practice = practice;
    this.file = file;
    this.jobs = jobs;
    this.fx = fx;
    if (!practice) {
      jobs.start("Read which toolbox was used", _ -> read()).watch(fx, this::show);
    }
  }

  private String read() throws IOException {
    return Files.exists(file) && Files.size(file) <= LARGEST ? Files.readString(file).strip() : "";
  }

  private void show(JobState<String> state) {
    if (state instanceof JobState.Succeeded<String>(String found) && text.get().isEmpty()) {
      kept = found; // one that was never kept or cannot be read is asked for
      text.set(found);
    }
  }

  /** Whether nobody needs to say which. */
  public boolean isGiven() {
    return practice;
  }

  /** What was said: an image by its digest, or something that is none. */
  public StringProperty text() {
    return text;
  }

  /** The image; empty while none is named by its digest. */
  public Optional<ToolboxImage> image() {
    if (practice) {
      return Optional.of(ToolboxImage.PRACTICE);
    }
    try {
      return Optional.of(new ToolboxImage(text.get().strip()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** The image, as it is used now, and kept for the next time. */
  public Optional<ToolboxImage> used() {
    Optional<ToolboxImage> image = image();
    if (!practice && image.isPresent() && !image.get().reference().equals(kept)) {
      String now = image.get().reference();
      jobs.start(
              "Keep which toolbox is used",
              _ -> {
                write(now);
                return now;
              })
          .watch(
              fx,
              state -> {
                if (state instanceof JobState.Succeeded<String>(String written)) {
                  kept = written;
                }
              });
    }
    return image;
  }

  /** What is kept for the next time; empty where nothing is. */
  public String kept() {
    return kept;
  }

  private synchronized void write(String reference) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path whole = Files.createTempFile(folder, "toolbox", "");
    try {
      Files.writeString(whole, reference + "\n");
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
    }
  }
}
