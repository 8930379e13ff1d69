package salvor.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import salvor.baseline.Story;
import salvor.baseline.Trait;
import salvor.evidence.Activity;

class RuleExceptionsTest {
  private static final Trait SHELL =
      new Trait.Exec(
          "/usr/bin/dash", null, "/usr/bin/python3", "-c {/app/export.sh <word>}", null, null);

  private static Story alert(Story story, int pid, String payload) {
    return story.act(
        Story.process(pid, "/usr/bin/dash", "sh\0-c\0" + payload, Incident.APP),
        new Activity.Alert("Run shell untrusted", "Notice", null, new Activity.ProcessStarted()));
  }

  private static RuleException only(Story story) {
    List<RuleException> found =
        Incident.review(story.observations(), Incident.baseline(SHELL)).exceptions();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  @Test
  void programParentImageAndNamespaceAreEnoughWhereOnlyNormalLifeFires() {
    RuleException exception = only(alert(new Story(), 1, "/app/export.sh csv"));
    assertThat(exception.isSafe()).isTrue();
    assertThat(exception.silenced()).isEqualTo(1);
    assertThat(exception.values())
        .extracting(RuleException.Value::field)
        .containsExactly(Field.EXECUTABLE, Field.PARENT_NAME, Field.DIGEST, Field.NAMESPACE);
  }

  @Test
  void theArgumentsAreAskedForWhereTheAttackerFiresTheSameRule() {
    Story story = alert(new Story(), 1, "/app/export.sh csv");
    RuleException exception = only(alert(story, 2, "/app/export.sh csv; id"));
    assertThat(exception.isSafe()).isTrue();
    assertThat(exception.values().getLast())
        .isEqualTo(new RuleException.Value(Field.ARGUMENTS, List.of("-c /app/export.sh csv")));
    assertThat(exception.left()).isEqualTo(1);
  }

  @Test
  void whatWouldHideTheVerySameOfAnybodyElseIsNotOffered() {
    Story story = Incident.shell(new Story(), 1, "/app/export.sh csv; id");
    alert(story, 3, "/app/export.sh csv");
    // a child of the attacker's shell says the same as normal life does
    story.act(
        Story.process(
            2,
            "/usr/bin/dash",
            "sh\0-c\0/app/export.sh csv",
            Story.parent(1, "/usr/bin/python3", "sh\0-c\0/app/export.sh csv; id")),
        new Activity.Alert("Run shell untrusted", "Notice", null, new Activity.ProcessStarted()));
    Review review = Incident.review(story.observations(), Incident.baseline(SHELL));
    RuleException exception = review.exceptions().getFirst();
    assertThat(exception.hidden()).isEqualTo(1);
    assertThat(exception.isSafe()).isFalse();
    assertThat(ReviewFiles.of(review)).doesNotContainKey("rules/falco-exceptions.yaml");
  }
}
