package salvor.workbench.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTest {
  private final List<String> done = new ArrayList<>();
  private final Commands commands = new Commands();

  private Command command(String id, String name, String keys) {
    return Command.of(id, "Move", name, keys, "", () -> done.add(id));
  }

  private static KeyEvent typed(String character) {
    return new KeyEvent(
        KeyEvent.KEY_TYPED, character, "", KeyCode.UNDEFINED, false, false, false, false);
  }

  private static KeyEvent pressed(KeyCode code, boolean control) {
    return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, control, false, false);
  }

  @Test
  void aKeyDoesWhatItStandsForAndNothingElse() {
    commands.add(command("next", "Next", "."));
    commands.add(command("find", "Find", "Ctrl+P"));
    commands.add(Command.onTimeline("zoom", "Zoom", "W", "", () -> done.add("zoom")));
    commands.add(
        new Command(
            "off",
            "Move",
            "Off",
            "x",
            "",
            () -> done.add("off"),
            () -> false,
            Command.Place.EVERYWHERE));
    assertThat(commands.run(typed("."))).isTrue();
    assertThat(commands.run(pressed(KeyCode.P, true))).isTrue();
    assertThat(commands.run(pressed(KeyCode.P, false))).isFalse();
    assertThat(commands.run(typed("W"))).as("the timeline hears it itself").isFalse();
    assertThat(commands.run(pressed(KeyCode.W, false))).isFalse();
    assertThat(commands.run(typed("x"))).as("cannot be done now").isFalse();
    assertThat(done).containsExactly("next", "find");
  }

  @Test
  void noNameAndNoKeyIsGivenTwice() {
    commands.add(command("next", "Next", "."));
    assertThatThrownBy(() -> commands.add(command("next", "Other", "")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> commands.add(command("other", "Other", ".")))
        .hasMessageContaining("next");
    commands.add(command("a", "A", ""));
    commands.add(command("b", "B", ""));
    assertThat(commands.all()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "next out, next",
    "NX, next",
    "fit, fit",
    "prev, previous",
    "zzz, ''",
    "cl, clear",
    "'', next"
  })
  void aFewLettersFindTheNearestName(String letters, String first) {
    commands.add(command("next", "Next event out of profile", "."));
    commands.add(command("previous", "Previous event out of profile", ","));
    commands.add(command("fit", "Fit the selection", "F"));
    commands.add(command("clear", "Clear the filter", ""));
    List<Command> found = Matched.of(commands.all(), letters);
    assertThat(found.isEmpty() ? "" : found.getFirst().id()).isEqualTo(first);
  }
}
