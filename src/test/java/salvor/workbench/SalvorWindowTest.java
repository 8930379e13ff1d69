package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;

/** What the desktop is given of the window. */
@ExtendWith(ApplicationExtension.class)
class SalvorWindowTest {
  @Test
  void theIconIsThereInEachSizeThatItsNameSays() {
    assertThat(SalvorWindow.icons()).allMatch(icon -> !icon.isError());
    assertThat(SalvorWindow.icons())
        .extracting(Image::getWidth)
        .containsExactly(16.0, 24.0, 32.0, 48.0, 64.0, 128.0, 256.0);
  }
}
