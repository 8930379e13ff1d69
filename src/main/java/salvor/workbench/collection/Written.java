package salvor.workbench.collection;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.collection.CollectionWish;
import salvor.collection.ToolboxImage;
import salvor.workbench.wording.Moments;

/**
 * What was written into the fields of the sheet.
 *
 * @param megabytes the most of each file, in MB
 * @param seconds the longest for each
 * @param paths wanted as they are, apart by semicolons
 * @param since files changed since then are listed; empty for since the container began
 * @param memory ranges as {@code PID:START-END}, apart by semicolons
 * @param capture how many seconds of packets; empty for none
 * @param checkpoint whether nodes write a checkpoint of each container
 */
record Written(
    String megabytes,
    String seconds,
    String paths,
    String since,
    String memory,
    String capture,
    boolean checkpoint) {
  /** As the fields are at first. */
  static final Written USUAL = new Written("1024", "300", "", "", "", "", false);

  private static final Duration STARTING = Duration.ofSeconds(60);
  private static final long MEGABYTE = 1 << 20;
  private static final long MOST = 1 << 20;

  /** What it comes to. */
  sealed interface Read {
    /** It is understood. */
    record Fine(CollectionWish wish) implements Read {}

    /**
     * It is not.
     *
     * @param why in a sentence
     */
    record Wrong(String why) implements Read {}
  }

  /** One that is not understood, with the sentence that says so. */
  private static final class Misread extends RuntimeException {
    private static final long serialVersionUID = 1;

    Misread(String why) {
      super(why, null, false, false);
    }
  }

  /**
   * Understands it.
   *
   * @param mark of the collection
   * @param image the toolbox; null while none is named by its digest
   */
  Read read(String mark, @Nullable ToolboxImage image) {
    try {
      return new Read.Fine(
          new CollectionWish(
              mark,
              named(image),
              number(megabytes, "The most of a file", 1) * MEGABYTE,
              number(seconds, "The longest for a file", 1),
              wanted(),
              parts(memory).stream().map(Written::range).toList(),
              capture.isBlank() ? 0 : number(capture, "How long packets are taken", 0),
              checkpoint,
              STARTING,
              moment()));
    } catch (Misread wrong) {
      return new Read.Wrong(String.valueOf(wrong.getMessage()));
    }
  }

  private static ToolboxImage named(@Nullable ToolboxImage image) {
    if (image == null) {
      throw new Misread(
          "Name the toolbox's image by its digest, as IMAGE@sha256:DIGEST: a tag can lead elsewhere"
              + " tomorrow.");
    }
    return image;
  }

  private static long number(String text, String what, long least) {
    String said = text.strip();
    long number = said.matches("\\d{1,9}") ? Long.parseLong(said) : -1;
    if (number < least || number > MOST) {
      throw new Misread(what + " is a number from " + least + " to " + MOST + ".");
    }
    return number;
  }

  private List<String> wanted() {
    List<String> all = parts(paths);
    all.stream()
        .filter(path -> !path.startsWith("/"))
        .findFirst()
        .ifPresent(path -> {
          throw new Misread("A path in a container begins with /.");
        });
    return all;
  }

  private static CollectionWish.Memory range(String said) {
    try {
      int colon = said.indexOf(':');
      return new CollectionWish.Memory(
          Integer.parseInt(said.substring(0, Math.max(0, colon))), said.substring(colon + 1));
    } catch (IllegalArgumentException _) {
      throw new Misread("Memory is named as PID:START-END, in hexadecimal as maps has it.");
    }
  }

  private @Nullable Instant moment() {
    String said = since.strip();
    if (said.isEmpty()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(said).toInstant();
    } catch (DateTimeException _) {
      try {
        return LocalDateTime.parse(said.replaceFirst(" ", "T"))
            .atZone(Moments.zoneId())
            .toInstant();
      } catch (DateTimeException _) {
        throw new Misread(
            "Changed since is a time in " + Moments.zone() + ", as 2026-11-23 04:40:00.");
      }
    }
  }

  private static List<String> parts(String text) {
    return Arrays.stream(text.split(";", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
