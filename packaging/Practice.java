package salvor;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.Window;

/**
 * One process that does what people do with Salvor, once in the terminal and once in the window, for
 * the JDK to keep its classes and profiles (JEP 483, 514, 515). {@code package} compiles it and runs
 * it inside the image; the AOT cache is its only result.
 *
 * <p>{@code Practice EVIDENCE SCRATCH}
 */
final class Practice {
  private static final long PATIENCE_MS = 60_000;

  public static void main(String[] args) throws Exception {
    String evidence = args[0];
    Path scratch = Path.of(args[1]);
    String stored = scratch.resolve("stored").toString();
    String picture = scratch.resolve("timeline.png").toString();
    for (List<String> words :
        List.of(
            List.of("--version"),
            List.of("triage", evidence, "--case", stored, "--picture", picture),
            List.of("triage", evidence, "--json", scratch.resolve("triage.json").toString()),
            List.of("triage", "--case", stored, "--filter", "verdict=out", "--quiet"))) {
      done(Salvor.run(words.toArray(String[]::new)), words);
    }
    Thread.ofPlatform().daemon().start(Practice::lookThenClose);
    List<String> window = List.of(evidence, "--case", scratch.resolve("window").toString());
    done(Salvor.run(window.toArray(String[]::new)), window);
  }

  private static void done(int status, List<String> words) {
    if (status != 0) {
      System.err.println("practice: status " + status + " of " + words);
      System.exit(1);
    }
  }

  private static void lookThenClose() {
    long end = System.currentTimeMillis() + PATIENCE_MS;
    while (System.currentTimeMillis() < end && !inWindow(Practice::hasRows)) {
      pause(200);
    }
    pause(1500);
    inWindow(
        stage -> { // back to the welcome screen, with which most starts begin
          stage.getScene().getRoot().fireEvent(closesTheCase());
          return true;
        });
    pause(1500);
    inWindow(
        stage -> {
          stage.close();
          return true;
        });
  }

  private static KeyEvent closesTheCase() {
    return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.W, false, true, false, false);
  }

  private static boolean hasRows(Stage stage) {
    for (Node table : stage.getScene().getRoot().lookupAll(".table-view")) {
      if (table instanceof TableView<?> events && !events.getItems().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private interface Look {
    boolean at(Stage stage);
  }

  private static boolean inWindow(Look look) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    try {
      Platform.runLater(
          () ->
              answer.complete(
                  Window.getWindows().stream()
                      .anyMatch(w -> w instanceof Stage stage && stage.isShowing() && look.at(stage))));
    } catch (IllegalStateException _) { // JavaFX has not begun
      return false;
    }
    return answer.join();
  }

  private static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
