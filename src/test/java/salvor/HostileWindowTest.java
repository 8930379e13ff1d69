package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;
import salvor.casefile.Cases;
import salvor.casefile.Opening;
import salvor.jobs.Jobs;
import salvor.workbench.Png;
import salvor.workbench.Workbench;
import salvor.workbench.WorkbenchViewModel;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Theme;
import tools.jackson.databind.json.JsonMapper;

/** Evidence written by an attacker, from its file to every tab of the window. */
@ExtendWith(ApplicationExtension.class)
class HostileWindowTest {
  /** What an attacker may call a pod, a program, an argument, a file, a peer. */
  private static final List<String> NAMES =
      List.of(
          "web-" + "x".repeat(4_000),
          "\u001b[31mred\u001b]0;owned\u0007",
          "invoice\u202egpj.exe\u2066",
          "z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319a\u0337l\u0338g\u0339o\u033a",
          "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
          "<b>bold</b><script>alert(1)</script>&amp;",
          "a\0b\0\0c",
          "one\ntwo\r\nthree\ttab",
          "_mnemonic _File",
          "",
          "\ud83d\udc80\ud83c\udff4\u200d\u2620\ufe0f",
          "\ud800lone surrogate");

  private final Cases cases = Salvor.cases();
  private final WorkbenchViewModel model = new WorkbenchViewModel(new Jobs(), new FxThread());
  private final List<Throwable> uncaught = new ArrayList<>();
  private Scene scene;

  @Start
  void start(Stage stage) {
    scene =
        new Scene(
            new Workbench(
                model, paths -> Salvor.request(cases, Opening.inMemory(paths, List.of()))),
            1600,
            1000);
    Theme.LIGHT.applyTo(scene);
    stage.setScene(scene);
    stage.show();
    Thread.currentThread().setUncaughtExceptionHandler((_, cause) -> uncaught.add(cause));
  }

  @BeforeEach
  void nothingWentWrongYet() {
    uncaught.clear();
  }

  @Stop
  void stop() {
    model.close();
  }

  private static Map<String, Object> record(long nanos, String rule, String type) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("evt.time", nanos);
    fields.put("evt.type", type);
    Map<String, Object> record = new TreeMap<>();
    record.put("output_fields", fields);
    record.put("rule", rule);
    record.put("priority", "Debug");
    record.put("source", "syscall");
    record.put("hostname", "vm");
    record.put("output", rule);
    record.put("time", salvor.evidence.TimeText.rfc3339(nanos, 9));
    return record;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> fields(Map<String, Object> record) {
    return (Map<String, Object>) record.get("output_fields");
  }

  private static Path hostile(Path folder) throws Exception {
    JsonMapper json = new JsonMapper();
    Path file = folder.resolve("falco \u202e<b>.jsonl");
    long now = 1_795_409_026_928_377_816L;
    long year = 365L * 86_400 * 1_000_000_000;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < NAMES.size() * 3; i++) {
        String name = NAMES.get(i % NAMES.size());
        String other = NAMES.get((i * 5 + 1) % NAMES.size());
        Map<String, Object> record =
            switch (i % 3) {
              case 0 -> record(now + i / 2, "Telemetry Process Start", "execve");
              case 1 -> record(now + i * 1_000_000L, "Telemetry Outbound Connection", "connect");
              default -> record(now + i * 1_000_000_000L, other, "openat");
            };
        Map<String, Object> fields = fields(record);
        fields.put("k8s.ns.name", "shop");
        fields.put("k8s.pod.name", name);
        fields.put("container.name", other);
        fields.put("container.id", String.format("%012x", i % NAMES.size() + 1));
        fields.put("container.image.repository", name);
        fields.put("proc.exepath", "/tmp/" + name);
        fields.put("proc.name", name);
        fields.put("proc.cmdline", name + " " + other);
        fields.put("proc.pid", 100 + i);
        fields.put("proc.ppid", 99 + i);
        fields.put("proc.pexepath", other);
        fields.put("proc.is_exe_upper_layer", true);
        fields.put("fd.name", i % 3 == 1 ? "10.0.0.1:1->203.0.113.66:4444" : "/tmp/" + name);
        fields.put("fd.rip", "203.0.113.66");
        fields.put("fd.rport", 4444);
        fields.put("user.name", name);
        // a lone surrogate has no UTF-8: JSON can only spell it
        out.write(json.writeValueAsString(record).replace("\ud800", "\\ud800") + "\n");
      }
      for (long away : new long[] {-40 * year, 60 * year}) { // a century apart
        out.write(
            json.writeValueAsString(record(now + away, "Telemetry Process Start", "execve"))
                + "\n");
      }
    }
    return file;
  }

  @Test
  void everyViewShowsItAsTextAndNothingFails(@TempDir Path folder, FxRobot robot) throws Exception {
    walk(hostile(folder), robot, _ -> {});
  }

  @Test
  void aSingleEventIsALifeOfItsOwn(@TempDir Path folder, FxRobot robot) throws Exception {
    Path file = folder.resolve("one.jsonl");
    Files.writeString(
        file,
        new JsonMapper()
                .writeValueAsString(
                    record(1_795_409_026_928_377_816L, "Telemetry Process Start", "execve"))
            + "\n");
    walk(file, robot, _ -> {});
  }

  @Test
  @Tag("gallery")
  void pictures(@TempDir Path folder, FxRobot robot) throws Exception {
    walk(hostile(folder), robot, this::save);
  }

  private interface Look {
    void at(String screen) throws Exception;
  }

  private void walk(Path file, FxRobot robot, Look look) throws Exception {
    robot.interact(
        () -> model.open(Salvor.request(cases, Opening.inMemory(List.of(file), List.of()))));
    until(() ->
        robot
            .lookup("#timeline-picture")
            .tryQuery()
            .filter(p -> ((ImageView) p).getImage() != null)
            .isPresent());
    robot.interact(() -> robot.lookup("#timeline").query().requestFocus());
    robot.write(".").type(KeyCode.W).type(KeyCode.W).type(KeyCode.ENTER).type(KeyCode.F);
    for (int i = 0; i < 60; i++) { // down to nanoseconds
      robot.type(KeyCode.W);
    }
    robot.type(KeyCode.F).type(KeyCode.F);
    for (String pane : List.of("#left", "#tabs")) {
      TabPane tabs = robot.lookup(pane).query();
      for (int i = 0; i < tabs.getTabs().size(); i++) {
        int tab = i;
        robot.interact(() -> tabs.getSelectionModel().select(tab));
        WaitForAsyncUtils.waitForFxEvents(20);
        robot.interact(() -> plain(scene.getRoot()));
        look.at(pane.substring(1) + i);
      }
    }
    assertThat(uncaught).isEmpty();
  }

  /** No character on the screen may steer anything; a raw record keeps its line feeds. */
  private static void plain(Node node) {
    if (node instanceof Text text) {
      String shown = text.getText();
      boolean lines = inTextArea(node);
      for (int i = 0; i < shown.length(); i++) {
        char c = shown.charAt(i);
        int type = Character.getType(c);
        boolean allowed = c == '\n' || (lines && c == '\t');
        assertThat(!allowed && (type == Character.CONTROL || type == Character.FORMAT))
            .as("U+%04x in \"%s\"", (int) c, shown)
            .isFalse();
      }
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(HostileWindowTest::plain);
    }
  }

  private static boolean inTextArea(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at instanceof TextArea) {
        return true;
      }
    }
    return false;
  }

  private static void until(BooleanSupplier holds) throws Exception {
    WaitForAsyncUtils.waitFor(
        60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(holds::getAsBoolean).get());
  }

  private void save(String name) throws Exception {
    WaitForAsyncUtils.waitForFxEvents(30);
    Image image = WaitForAsyncUtils.asyncFx(() -> scene.snapshot(null)).get();
    Path folder = Files.createDirectories(Path.of("target/gallery"));
    Png.write(image, folder.resolve("hostile-" + name + ".png"));
  }
}
