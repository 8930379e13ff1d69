package salvor;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import salvor.workbench.welcome.RecentCase;
import salvor.workbench.welcome.RecentCases;

/**
 * One process that does what people do with Salvor, once in the terminal and once in the window, for
 * the JDK to keep its classes and profiles (JEP 483, 514, 515). {@code package} compiles it and runs
 * it inside the image; the AOT cache is its only result.
 *
 * <p>{@code Practice EVIDENCE MANY SCRATCH}: MANY is evidence of so many events that what is done
 * for each of them is compiled.
 */
final class Practice {
  private static final long PATIENCE_MS = 60_000;
  private static final String MANY = "many";

  public static void main(String[] args) throws Exception {
    String evidence = args[0];
    Path scratch = Path.of(args[2]);
    String stored = scratch.resolve("stored").toString();
    Path many = scratch.resolve(MANY);
    String picture = scratch.resolve("timeline.png").toString();
    for (List<String> words :
        List.of(
            List.of("--version"),
            List.of("triage", args[1], "--case", many.toString(), "--quiet"),
            List.of("triage", evidence, "--case", stored, "--picture", picture),
            List.of("triage", evidence, "--json", scratch.resolve("triage.json").toString()),
            List.of("triage", "--case", stored, "--filter", "verdict=out", "--quiet"))) {
      done(Salvor.run(words.toArray(String[]::new)), words);
    }
    RecentCases.ofUser().add(new RecentCase(MANY, many, 0, 0));
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
    look();
    inWindow(
        stage -> {
          many(stage.getScene().getRoot()).fire();
          return true;
        });
    look();
    inWindow(
        stage -> {
          stage.close();
          return true;
        });
  }

  /** Waits for events, then goes back to the welcome screen, with which most starts begin. */
  private static void look() {
    until(Practice::hasRows);
    pause(1500);
    inWindow(
        stage -> {
          stage.getScene().getRoot().fireEvent(closesTheCase());
          return true;
        });
    until(stage -> many(stage.getScene().getRoot()) != null);
    pause(1500);
  }

  private static void until(Look look) {
    long end = System.currentTimeMillis() + PATIENCE_MS;
    while (!inWindow(look)) {
      if (System.currentTimeMillis() > end) {
        System.err.println("practice: the window does not show what it should");
        System.exit(1);
      }
      pause(100);
    }
  }

  /** The button on the welcome screen that opens the case of many events; null when it is not there. */
  private static Button many(Parent root) {
    for (Node node : root.lookupAll(".choice-button")) {
      if (node instanceof Button button
          && !button.isDisabled()
          && button.getAccessibleText().startsWith(MANY + ". ")) {
        return button;
      }
    }
    return null;
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
