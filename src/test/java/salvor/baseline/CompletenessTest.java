package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CompletenessTest {
  @Test
  void belowThreeUnitsNothingIsSaid() {
    Completeness two = Completeness.of(Watched.units(2), elements(2, 1, 1));
    assertThat(two.isEnough()).isFalse();
    assertThat(two.coverage()).isEmpty();
    assertThat(two.expectedNew()).isEmpty();
    assertThat(two.chanceOfNew()).isEmpty();
  }

  @Test
  void theEstimateIsThatOfChaoAndJost() {
    // m = 4, T = 4+4+2+1+1 = 12, Q1 = 2, Q2 = 1: C = 1 - 2/12 * (3*2)/(3*2 + 2*1) = 0.875
    Completeness four = Completeness.of(Watched.units(4), elements(4, 4, 2, 1, 1));
    assertThat(four.coverage().getAsDouble()).isEqualTo(0.875, within(1e-12));
    assertThat(four.expectedNew().getAsDouble()).isEqualTo(0.125 * 12 / 4, within(1e-12));
  }

  @Test
  void whatAllUnitsShowIsComplete() {
    Completeness three = Completeness.of(Watched.units(3), elements(3, 3, 2));
    assertThat(three.coverage().getAsDouble()).isEqualTo(1);
    assertThat(three.expectedNew().getAsDouble()).isZero();
  }

  @Test
  void unitsThatShowedNothingHaveNoCoverageAndExpectNothing() {
    Completeness silent = Completeness.of(Watched.units(9), List.of());
    assertThat(silent.coverage()).isEmpty();
    assertThat(silent.expectedNew().getAsDouble()).isZero();
  }

  @Test
  void theRuleOfThreeCountsTheUnitsSinceTheLastNewElement() {
    List<Unit> units = new ArrayList<>();
    for (int i = 0; i < 66; i++) {
      units.add(new Unit("day " + i, i * 100L, null, EnumSet.allOf(Facet.class), false));
    }
    Element element =
        new Element(
            new Trait.Lookup("a"), List.of("day 0"), 550L, 550L, Set.of(), List.of(), List.of());
    Completeness known = Completeness.of(units, List.of(element));
    assertThat(known.unitsSinceNew()).isEqualTo(60);
    assertThat(known.chanceOfNew().getAsDouble()).isEqualTo(0.05, within(1e-12));
  }

  @Property
  void coverageIsAShareAndFallsWithSingleSightings(
      @ForAll @IntRange(min = 3, max = 40) int units,
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 1, max = 40) Integer> supports) {
    int[] support = supports.stream().mapToInt(s -> Math.min(s, units)).toArray();
    double before =
        Completeness.of(Watched.units(units), elements(support)).coverage().getAsDouble();
    int[] more = java.util.Arrays.copyOf(support, support.length + 1);
    more[support.length] = 1;
    double after = Completeness.of(Watched.units(units), elements(more)).coverage().getAsDouble();
    assertThat(before).isBetween(0.0, 1.0);
    assertThat(after).isBetween(0.0, 1.0).isLessThanOrEqualTo(before + 1e-12);
  }

  private static List<Element> elements(int... support) {
    List<Element> elements = new ArrayList<>();
    for (int each : support) {
      elements.add(
          new Element(
              new Trait.Lookup("name" + elements.size()),
              Watched.ids(each),
              null,
              null,
              Set.of(),
              List.of(),
              List.of()));
    }
    return elements;
  }
}
