package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;
import salvor.evidence.Kind;
import salvor.evidence.Source;
import salvor.ingest.table.Mappings;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.workbench.casefile.MappingSheet;
import salvor.workbench.casefile.MappingViewModel;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Theme;

/** What the columns of a table mean is said in the window. */
class MappingGalleryTest extends Gallery {
  private static final String TABLE =
      """
      when;host name;pod;process;pid;dest ip;dest port;note
      23.11.2026 05:43:46;node1;web-5468d8c4df-8ppl7;/usr/bin/curl;812;203.0.113.66;443;first
      23.11.2026 05:43:47;node1;web-5468d8c4df-8ppl7;/bin/sh;813;;;"of two
      lines"
      soon;node1;\u202ecipsed;sh;814;203.0.113.66;3333;x
      ;node2;shop;sh;;;;no time
      """;

  @TempDir Path folder;
  private final List<String> kept = new ArrayList<>();

  private MappingViewModel open(FxRobot robot, Theme theme, String name, String text)
      throws Exception {
    Path file = Files.writeString(folder.resolve(name), text);
    Source source =
        Salvor.reader().read(List.of(file), Progress.NONE).evidence().sources().getFirst();
    robot.interact(() -> theme.applyTo(scene));
    MappingViewModel[] model = new MappingViewModel[1];
    robot.interact(() -> {
      model[0] =
          new MappingViewModel(
              source, Mappings.of(List.of()), kept::add, new Jobs(), new FxThread());
      MappingSheet.open(scene.getRoot(), model[0]);
    });
    return model[0];
  }

  private static String said(FxRobot robot) {
    return robot.lookup("#mapping-said").queryLabeled().getText();
  }

  private void save(FxRobot robot, String name, Theme theme) throws Exception {
    over(robot, "#mapping-sheet", "mapping-" + name + "-" + theme.name().toLowerCase(Locale.ROOT));
  }

  private static void close(FxRobot robot) {
    Node sheet = robot.lookup("#mapping-sheet").query();
    robot.interact(() -> sheet.getScene().getWindow().hide());
  }

  @ParameterizedTest
  @EnumSource(
      value = Theme.class,
      names = {"LIGHT", "DARK"})
  void showsWhatTheRowsWouldBecome(Theme theme, FxRobot robot) throws Exception {
    open(robot, theme, "connections of a firewall.csv", TABLE);
    until(() -> said(robot).contains("rows:"));
    assertThat(said(robot))
        .contains("without a time (2 until the zone is named)")
        .contains("1 cannot");
    TextField zone = robot.lookup("#mapping-zone").queryAs(TextField.class);
    robot.interact(() -> zone.setText("Europe/Berlinn"));
    assertThat(said(robot)).startsWith("Not a zone");
    Button read = robot.lookup("#mapping-read").queryAs(Button.class);
    assertThat(read.isDisabled()).isTrue();
    robot.interact(() -> zone.setText("Europe/Berlin"));
    ComboBox<Kind> activity = robot.lookup("#mapping-activity").query();
    robot.interact(() -> activity.setValue(Kind.CONNECTION_OPENED));
    until(() -> said(robot).startsWith("4 rows: 3 events, 1 of them without a time; 1 cannot"));
    TableView<?> columns = robot.lookup("#mapping-columns").queryAs(TableView.class);
    robot.interact(() -> columns.getSelectionModel().select(5));
    save(robot, "table", theme);

    assertThat(kept).isEmpty();
    robot.interact(read::fire);
    assertThat(kept).singleElement().asString().contains("\"zone\" : \"Europe/Berlin\"");
  }

  @ParameterizedTest
  @EnumSource(
      value = Theme.class,
      names = {"LIGHT", "DARK"})
  void hasRoomForManyColumnsWithLongNames(Theme theme, FxRobot robot) throws Exception {
    String names =
        IntStream.range(0, 200)
            .mapToObj(
                i -> "a_column_with_a_name_that_nobody_could_ever_want_to_read_".repeat(3) + i)
            .collect(Collectors.joining(","));
    String row =
        IntStream.range(0, 200).mapToObj(i -> "value " + i).collect(Collectors.joining(","));
    open(robot, theme, "wide".repeat(50) + ".csv", names + "\n" + (row + "\n").repeat(300));
    until(() -> said(robot).startsWith("300 rows: 300 events, 300"));
    TableView<?> columns = robot.lookup("#mapping-columns").queryAs(TableView.class);
    assertThat(columns.getItems()).hasSize(200);
    save(robot, "wide", theme);
    close(robot);
  }

  @ParameterizedTest
  @EnumSource(
      value = Theme.class,
      names = {"LIGHT", "DARK"})
  void saysOfWhatIsNoTableThatItIsNone(Theme theme, FxRobot robot) throws Exception {
    open(robot, theme, "broken.csv", "\u0001\u0002 nothing\n of a table\n");
    until(() -> said(robot).startsWith("This is no table"));
    assertThat(robot.lookup("#mapping-read").query().isDisabled()).isTrue();
    save(robot, "none", theme);
    close(robot);
  }

  @ParameterizedTest
  @EnumSource(
      value = Theme.class,
      names = {"LIGHT"})
  void aTableWithoutRowsHasNothingToShow(Theme theme, FxRobot robot) throws Exception {
    open(robot, theme, "empty.csv", "when,what\n");
    until(() -> said(robot).startsWith("0 rows"));
    save(robot, "empty", theme);
    close(robot);
  }
}
