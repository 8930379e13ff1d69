package salvor.workbench;

/** The same stories on the smallest screen that people still carry about. */
class SmallWindowStoryTest extends WindowStoryTest {
  SmallWindowStoryTest() {
    width = 1280;
    height = 720;
  }
}
