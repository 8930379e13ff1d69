package salvor.workbench.fx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InSightTest {
  @ParameterizedTest
  @CsvSource({
    "144, 26, 1", // four rows: the third was hidden by the scroll bar once
    "60, 26, 0",
    "0, 26, 0",
    "250, 26, 2",
    "1000, 26, 4",
    "400, -1, 0"
  })
  void leavesAThirdOfTheRowsAbove(double height, double row, int above) {
    assertThat(InSight.above(height, row)).isEqualTo(above);
  }
}
