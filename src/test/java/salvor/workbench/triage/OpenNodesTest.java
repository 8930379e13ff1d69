package salvor.workbench.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OpenNodesTest {
  private static final int ROOT = Integer.MIN_VALUE;

  /** Each node is a number; a random one before it, or none, is what it stands below. */
  private static final class Forest implements OpenNodes.Shape {
    private final List<List<Integer>> below = new ArrayList<>();
    private final List<Integer> top = new ArrayList<>();

    Forest(Random random, int size) {
      for (int node = 0; node < size; node++) {
        below.add(new ArrayList<>());
        (node == 0 || random.nextInt(6) == 0 ? top : below.get(random.nextInt(node))).add(node);
      }
    }

    private List<Integer> of(int node) {
      return node == ROOT ? top : below.get(node);
    }

    @Override
    public int children(int node) {
      return of(node).size();
    }

    @Override
    public int child(int node, int index) {
      return of(node).get(index);
    }

    void list(int node, int level, OpenNodes open, List<String> to) {
      for (int child : of(node)) {
        to.add(child + "@" + level);
        if (open.isOpen(child)) {
          list(child, level + 1, open, to);
        }
      }
    }
  }

  @Property(tries = 200)
  void isTheListOfWhatIsOpenWhateverWasOpenedAndClosed(@ForAll long seed) {
    Random random = new Random(seed);
    Forest forest = new Forest(random, 1 + random.nextInt(40));
    OpenNodes open = new OpenNodes(forest, ROOT);
    for (int step = 0; step < 25; step++) {
      int before = open.size();
      int place = random.nextInt(open.size());
      switch (random.nextInt(4)) {
        case 0 -> assertThat(open.open(place)).isEqualTo(open.size() - before);
        case 1 -> assertThat(open.close(place)).isEqualTo(before - open.size());
        case 2 -> open.openAll(place);
        default -> {
          open.mark(random.nextInt(forest.below.size()), random.nextBoolean());
          open.remake(ROOT);
        }
      }
      List<String> expected = new ArrayList<>();
      forest.list(ROOT, 1, open, expected);
      List<String> shown = new ArrayList<>();
      for (int at = 0; at < open.size(); at++) {
        shown.add(open.node(at) + "@" + open.level(at));
        assertThat(open.place(open.node(at))).isEqualTo(at);
        int above = open.above(at);
        assertThat(above < 0 ? 0 : open.level(above)).isEqualTo(open.level(at) - 1);
      }
      assertThat(shown).isEqualTo(expected);
    }
  }

  @Test
  void aChainOfAMillionCostsNoStack() {
    OpenNodes open =
        new OpenNodes(
            new OpenNodes.Shape() {
              @Override
              public int children(int node) {
                return node == 999_999 ? 0 : 1;
              }

              @Override
              public int child(int node, int index) {
                return node == ROOT ? 0 : node + 1;
              }
            },
            ROOT);
    for (int node = 0; node < 1_000_000; node++) {
      open.mark(node, true);
    }
    open.remake(ROOT);
    assertThat(open.size()).isEqualTo(1_000_000);
    assertThat(open.level(999_999)).isEqualTo(1_000_000);
    assertThat(open.close(0)).isEqualTo(999_999);
    assertThat(open.openAll(0)).as("not more than one can want").isEqualTo(999_999);
  }
}
