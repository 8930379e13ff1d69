package salvor.workbench.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static salvor.workbench.commands.Command.Place.EVERYWHERE;

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
    commands.add(command("off", "Off", "X").when(() -> false));
    assertThat(commands.run(typed("."), EVERYWHERE)).isTrue();
    assertThat(commands.run(pressed(KeyCode.P, true), EVERYWHERE)).isTrue();
    assertThat(commands.run(pressed(KeyCode.P, false), EVERYWHERE)).isFalse();
    assertThat(commands.run(typed("w"), EVERYWHERE)).as("heard on the timeline alone").isFalse();
    assertThat(commands.run(typed("w"), Command.Place.TIMELINE)).isTrue();
    assertThat(commands.run(typed("x"), EVERYWHERE)).as("cannot be done now").isFalse();
    assertThat(done).containsExactly("next", "find", "zoom");
  }

  @Test
  void aLetterIsHeardAsItIsTypedWithoutShift() {
    commands.add(command("tag", "Tag", "T"));
    KeyEvent withShift =
        new KeyEvent(KeyEvent.KEY_TYPED, "T", "", KeyCode.UNDEFINED, true, false, false, false);
    assertThat(commands.run(withShift, EVERYWHERE)).isFalse();
    assertThat(commands.run(typed("t"), EVERYWHERE)).isTrue();
    assertThat(commands.run(typed("T"), EVERYWHERE)).as("with caps lock").isTrue();
  }

  @Test
  void aNameFollowsWhatItWouldBeDoneTo() {
    List<String> last = new ArrayList<>(List.of("star"));
    commands.add(command("undo", "", "Shortcut+Z").named(() -> "Undo " + last.getLast()));
    assertThat(Matched.of(commands.all(), "star")).hasSize(1);
    last.add("tag");
    assertThat(commands.all().getFirst().name()).isEqualTo("Undo tag");
  }

  @Test
  void preferredKeysTakeThePlaceOfTheFirstOnes() {
    Command next = command("next", "Next", ".");
    Command find = command("find", "Find", "Shortcut+P");
    commands.add(next);
    commands.add(find);
    assertThat(commands.taken("Ctrl+P", next)).contains(find);
    assertThat(commands.taken("Ctrl+P", find)).as("its own keys are free to it").isEmpty();
    commands.map().prefer(next, "Ctrl+P");
    commands.map().prefer(find, "");
    assertThat(commands.run(typed("."), EVERYWHERE)).isFalse();
    assertThat(commands.run(pressed(KeyCode.P, true), EVERYWHERE)).isTrue();
    assertThat(done).containsExactly("next");
    commands.map().prefer(next, ".");
    assertThat(commands.map().preferred()).as("what it has at first is no preference").hasSize(1);
    commands.map().reset();
    assertThat(commands.words(find)).isEqualTo("Ctrl+P");
  }

  @Test
  void keysAreReadAsTheyAreWritten() {
    assertThat(Keys.read(typed("g"))).contains("G");
    assertThat(Keys.read(typed("."))).contains(".");
    assertThat(Keys.read(pressed(KeyCode.CONTROL, true))).as("not complete yet").isEmpty();
    assertThat(Keys.read(pressed(KeyCode.K, false))).as("comes as typed").isEmpty();
    for (KeyCode code : List.of(KeyCode.K, KeyCode.COMMA, KeyCode.LEFT, KeyCode.F5)) {
      KeyEvent event = pressed(code, true);
      String keys = Keys.read(event).orElseThrow();
      assertThat(Keys.valid(keys)).isTrue();
      assertThat(Keys.match(keys, event)).as(keys).isTrue();
    }
    assertThat(Keys.valid("Shortcut+Nonsense")).isFalse();
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
