package salvor.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is asked before something is done. */
class ConsentTest {
  @Test
  void noNameWritesOverTheQuestion() {
    String name = "prod\u001b[2K\rDo this to test\u202e%n";
    assertThat(Consent.question("Do this to " + name))
        .startsWith("Do this to prod")
        .endsWith("%n? yes or no: ")
        .matches(text -> text.chars().noneMatch(Character::isISOControl))
        .doesNotContain("\u202e");
  }

  @Test
  void anOrdinaryNameIsShownAsItIs() {
    assertThat(Consent.question("Trigger ci@git: main"))
        .isEqualTo("Trigger ci@git: main? yes or no: ");
  }
}
