package salvor.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several workers of one job. */
class BranchesTest {
  private final List<String> told = new ArrayList<>();
  private Runnable stop = () -> {};

  private final Progress whole =
      new Progress() {
        @Override
        public void at(long done, long total, String doing) {
          told.add(done + "/" + total + " " + doing);
        }

        @Override
        public void onCancel(Runnable next) {
          stop = next;
        }
      };

  @Test
  void releasesEachWorkerWhenTheJobIsCancelled() {
    Branches branches = new Branches(whole, 2);
    List<String> released = new ArrayList<>();
    branches.of(0).onCancel(() -> released.add("an old wait"));
    branches.of(0).onCancel(() -> released.add("first"));
    branches.of(1).onCancel(() -> released.add("second"));
    branches.of(1).at(1, 3, "something");
    assertThat(told).containsExactly("1/3 something");
    assertThat(branches.isCancelled()).isFalse();
    stop.run();
    assertThat(released).containsExactly("first", "second");
    assertThat(branches.isCancelled()).isTrue();
    assertThatThrownBy(() -> branches.of(0).at(2, 3, "more")).isInstanceOf(JobCancelled.class);
    assertThat(told).hasSize(1);
  }

  @Test
  void releasesAtOnceWhoBeginsToWaitAfterwards() {
    Branches branches = new Branches(whole, 1);
    stop.run();
    List<String> released = new ArrayList<>();
    branches.of(0).onCancel(() -> released.add("late"));
    assertThat(released).containsExactly("late");
  }
}
