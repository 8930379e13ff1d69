package salvor.workbench.wording;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import salvor.casefile.BundleDoubted;
import salvor.casefile.CaseUnusable;
import salvor.report.BundleWords;
import salvor.report.DoubtWords;

/**
 * Why something could not be opened, as the investigator needs to know it.
 *
 * @param place the file or folder, empty when it is about none
 * @param cause what is wrong
 * @param remedy what to do about it
 * @param doubted whether it is a sealed bundle that is opened for a reason
 */
public record Failure(String place, String cause, String remedy, boolean doubted) {
  /** Something that cannot be opened. */
  public Failure(String place, String cause, String remedy) {
    this(place, cause, remedy, false);
  }

  /** What an error means. */
  public static Failure of(Throwable error) {
    return switch (error) {
      case CaseUnusable unusable ->
          new Failure(
              visible(unusable.file().toString()),
              sentence(unusable.problem().words())
                  + (unusable.detail() == null ? "" : " (" + visible(unusable.detail()) + ")"),
              sentence(unusable.problem().remedy()) + ".");
      case BundleDoubted doubted ->
          new Failure(
              visible(doubted.bundle().toString()),
              "\u2715 "
                  + BundleWords.name(doubted.standing())
                  + ". "
                  + BundleWords.sentence(doubted.standing())
                  + " "
                  + visible(DoubtWords.worst(doubted)).replaceAll("\\.$", ""),
              "Ask whoever sealed it for another copy, or say why you open it all the same.",
              true);
      case NoSuchFileException missing ->
          new Failure(
              visible(missing.getFile()),
              "There is no such file or folder",
              "Check the path, then open it again.");
      case AccessDeniedException denied ->
          new Failure(
              visible(denied.getFile()),
              "It may not be read",
              "Give yourself permission to read it, then open it again.");
      case FileSystemException other ->
          new Failure(
              visible(other.getFile()),
              message(other.getReason(), other),
              "Check the file and its device, then open it again.");
      case OutOfMemoryError _ ->
          new Failure(
              "",
              "There is not enough memory for this evidence",
              "Open fewer files, or start Salvor with more memory.");
      default ->
          new Failure(
              "",
              message(error.getMessage(), error),
              "Open a part of the evidence to find out which file it is.");
    };
  }

  private static String message(@Nullable String message, Throwable error) {
    return message == null || message.isBlank()
        ? error.getClass().getSimpleName()
        : visible(sentence(message));
  }

  private static String sentence(String words) {
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private static String visible(@Nullable String text) {
    return text == null ? "" : VisibleText.of(text, 600);
  }
}
