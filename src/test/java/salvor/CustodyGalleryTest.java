package salvor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.casefile.Opening;
import salvor.custody.Artefact;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.CustodyLedger;
import salvor.custody.Deed;
import salvor.workbench.OpenRequest;
import salvor.workbench.fx.Theme;

/** Pictures of the ledger of a case, in {@code target/gallery}. */
class CustodyGalleryTest extends Gallery {
  static final Path FALCO = WEB_SHELL.resolve("evidence/falco.jsonl.gz");

  private final String home = System.getProperty("user.home");
  private @TempDir Path dir;

  @BeforeEach
  void ownKey() {
    System.setProperty("user.home", dir.resolve("home").toString());
  }

  @AfterEach
  void userKey() {
    System.setProperty("user.home", home);
  }

  static void show(FxRobot robot) throws Exception {
    TabPane tabs = robot.lookup("#tabs").query();
    robot.interact(() ->
        tabs.getTabs().stream()
            .filter(tab -> "tab-custody".equals(tab.getId()))
            .forEach(tabs.getSelectionModel()::select));
    until(() -> !text(robot, "#custody-words").startsWith("Reading"));
    robot.interact(() ->
        robot.lookup(".split-pane").queryAllAs(SplitPane.class).stream()
            .filter(s -> s.getOrientation() == Orientation.VERTICAL)
            .filter(s -> s.lookup("#tabs") != null)
            .forEach(s -> s.setDividerPositions(0.4)));
  }

  private OpenRequest kept(Path evidence, String why) {
    return Salvor.request(
        Salvor.cases(),
        Opening.inFolder(List.of(evidence), List.of(), dir.resolve("case")).because(why));
  }

  private CaseLedger ledger() {
    return CaseLedger.in(dir.resolve("case"), InstantSource.system());
  }

  private static void choose(FxRobot robot, int row) {
    robot.interact(() -> {
      TableView<?> table = robot.lookup("#custody-records").query();
      table.getSelectionModel().clearAndSelect(row);
    });
  }

  private static void close(FxRobot robot, String sheet) {
    robot.interact(() -> ((Stage) robot.lookup(sheet).query().getScene().getWindow()).close());
  }

  private void slice(FxRobot robot, String suffix) throws Exception {
    robot.interact(() -> robot.lookup("#custody-slice").<Button>query().fire());
    until(() -> text(robot, "#slice-words").startsWith("Cuts "));
    String ofAll = text(robot, "#slice-words");
    robot.interact(
        () -> robot.lookup("#slice-from").<TextField>query().setText("2026-11-23T04:43:00Z"));
    until(() -> text(robot, "#slice-words").matches("Cuts (?s:.*)"));
    until(() -> !text(robot, "#slice-words").equals(ofAll));
    over(robot, "#slice-sheet", "custody-slice" + suffix);
    robot.interact(() -> {
      Path out = dir.resolve("slice.zip");
      robot.lookup("#slice-out").<TextField>query().setText(out.toString());
      robot.lookup("#slice-reason").<TextField>query().setText("for the vendor");
      robot.lookup("#slice-sign").<CheckBox>query().setSelected(false);
    });
    until(() -> !robot.lookup("#slice-do").query().isDisabled());
    robot.interact(() -> robot.lookup("#slice-do").<Button>query().fire());
    until(() -> text(robot, "#slice-told").startsWith("Slice: "));
    over(robot, "#slice-sheet", "custody-slice-done" + suffix);
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1920,1080", "DARK,1920,1080", "LIGHT,1280,720", "DARK,1280,720"})
  void nothingIsKept(Theme theme, int width, int height, FxRobot robot) throws Exception {
    String suffix = open(robot, evidence(FALCO), theme, width, height);
    show(robot);
    save("custody-none" + suffix);
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1920,1080", "DARK,1280,720"})
  void aCase(Theme theme, int width, int height, FxRobot robot) throws Exception {
    Path bundle = dir.resolve("evidence-of-node-7.tar.gz");
    new Terminal()
        .said("seal", FALCO.toString(), "--out", bundle.toString(), "--unsigned", "--reason", "x");
    String suffix =
        open(
            robot,
            kept(bundle, "We sealed it ourselves, before there was a key."),
            theme,
            width,
            height);
    ledger().write(ledger().entry(Deed.NOTE, "court order 7").saying("The disk went to Bob."));
    show(robot);
    until(() -> robot.lookup("#custody-records").<TableView<?>>query().getItems().size() > 3);
    choose(robot, 0);
    save("custody" + suffix);
    robot.interact(() -> robot.lookup("#custody-seal").<Button>query().fire());
    over(robot, "#seal-sheet", "custody-seal" + suffix);
    close(robot, "#seal-sheet");
    robot.interact(() -> robot.lookup("#custody-redact").<Button>query().fire());
    over(robot, "#redact-sheet", "custody-redact-begin" + suffix);
    robot.interact(() -> robot.lookup("#redact-look").<Button>query().fire());
    until(() -> text(robot, "#redact-words").startsWith("At least"));
    robot.interact(() -> robot.lookup("#redact-sign").<CheckBox>query().setSelected(false));
    robot.interact(() -> robot.lookup("#redact-reason").<TextField>query().setText("vendor"));
    robot.interact(() ->
        robot.lookup("#redact-out").<TextField>query().setText(dir.resolve("copy.zip").toString()));
    over(robot, "#redact-sheet", "custody-redact-looked" + suffix);
    robot.interact(() -> robot.lookup("#redact-do").<Button>query().fire());
    until(() -> text(robot, "#redact-told").startsWith("Redacted copy"));
    over(robot, "#redact-sheet", "custody-redact-done" + suffix);
    close(robot, "#redact-sheet");
    slice(robot, suffix);
    close(robot, "#slice-sheet");
    robot.interact(() -> robot.lookup("#custody-hand-over").<Button>query().fire());
    over(robot, "#hand-over", "custody-hand-over" + suffix);
    close(robot, "#hand-over");
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1280,720", "DARK,1920,1080"})
  void manyRecordsWithLongNamesAndOneChanged(Theme theme, int width, int height, FxRobot robot)
      throws Exception {
    String suffix = open(robot, kept(FALCO, null), theme, width, height);
    ledger().write(many());
    ledger().write(codes());
    show(robot);
    until(() -> robot.lookup("#custody-records").<TableView<?>>query().getItems().size() > 9000);
    choose(robot, 3);
    save("custody-many" + suffix);
    robot.interact(() -> robot.lookup("#custody-filter").<TextField>query().setText("9999"));
    save("custody-filter" + suffix);
    robot.interact(() -> robot.lookup("#custody-filter").<TextField>query().setText(""));
    change();
    robot.interact(() -> robot.lookup("#custody-verify").<Button>query().fire());
    until(() -> text(robot, "#custody-standing").contains("MODIFIED"));
    save("custody-modified" + suffix);
  }

  /** What the ledger has of a collection and of a measure, by its codes. */
  private List<CustodyEntry> codes() {
    List<CustodyEntry> all = new ArrayList<>();
    for (String result : List.of("not_served", "part", "failed", "replaced")) {
      all.add(
          ledger()
              .entry(result.equals("part") ? Deed.COLLECTED : Deed.FAILED, "incident 7")
              .asked(
                  Map.of("verb", "get", "kind", "objects", "file", "objects/" + result + ".json"),
                  Map.of("result", result, "said", "more-than-wanted")));
    }
    all.add(
        ledger()
            .entry(Deed.FAILED, "incident 7")
            .asked(
                Map.of("verb", "patch", "path", "/api/v1/namespaces/shop/pods/web", "step", "2"),
                Map.of("outcome", "hindered", "hindrance", "NAME_TAKEN")));
    return all;
  }

  private List<CustodyEntry> many() {
    List<CustodyEntry> many = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      String name = "/srv/\u202eevil\u001b[31m/" + "very-long-name-".repeat(i % 9) + i + ".log";
      many.add(
          ledger()
              .entry(i % 3 == 0 ? Deed.FAILED : Deed.EXPORTED, "for case " + "long ".repeat(i % 40))
              .about(Artefact.whole(name, i, "ab".repeat(32)))
              .asked(Map.of("verb", "export", "path", name), Map.of("result", "r".repeat(i % 90))));
    }
    return many;
  }

  private void change() throws IOException {
    Path file = dir.resolve("case").resolve(CustodyLedger.FILE);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(4000, lines.get(4000).replace("\"size\":", "\"size\":1"));
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1920,1080", "DARK,1280,720"})
  void aBundleThatIsNotValid(Theme theme, int width, int height, FxRobot robot) throws Exception {
    Path bundle = dir.resolve("sealed");
    new Terminal()
        .said("seal", FALCO.toString(), "--out", bundle.toString(), "--unsigned", "--reason", "x");
    Files.writeString(bundle.resolve("data/falco.jsonl.gz"), "changed");
    robot.interact(() -> {
      stage.setWidth(width);
      stage.setHeight(height);
      theme.applyTo(scene);
      model.open(kept(bundle, null));
    });
    until(() -> robot.lookup("#doubt-reason").tryQuery().isPresent());
    save("custody-doubt-" + theme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width);
  }
}
