package salvor.workbench.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FromTheStartTest {
  private final List<Integer> done = new ArrayList<>();
  private final FromTheStart fx = new FromTheStart(Runnable::run);

  @Test
  void doesInOrderWhatWasGivenBeforeTheThreadRan() {
    fx.execute(() -> done.add(1));
    fx.execute(() -> done.add(2));

    assertThat(done).isEmpty();

    fx.begin();

    assertThat(done).containsExactly(1, 2);
  }

  @Test
  void doesOnceWhatItIsGiven() {
    fx.execute(() -> done.add(1));
    fx.begin();
    fx.execute(() -> done.add(2));
    fx.begin();

    assertThat(done).containsExactly(1, 2);
  }
}
