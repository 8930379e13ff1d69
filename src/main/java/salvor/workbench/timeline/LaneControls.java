package salvor.workbench.timeline;

import javafx.scene.Node;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import salvor.timeline.Lane;
import salvor.workbench.fx.Scale;

/**
 * What the pointer does on the timeline, and those keys that are no commands: arrows, page keys and
 * signs.
 */
final class LaneControls {
  private static final double STEP = 0.7;
  private static final double FAST = 0.9;
  private static final double WHEEL = 1.0 / 40;
  private static final int CLICK = 4;

  private final LanePane pane;
  private final TimelineViewModel model;
  private double pressedX;
  private double lastX;
  private double lastY;
  private boolean dragged;
  private boolean moving;

  private LaneControls(LanePane pane, TimelineViewModel model) {
    this.pane = pane;
    this.model = model;
  }

  static void install(
      LanePane pane, Node picture, LaneGutter gutter, Node axis, TimelineViewModel model) {
    LaneControls controls = new LaneControls(pane, model);
    pane.addEventHandler(KeyEvent.KEY_PRESSED, controls::key);
    pane.addEventHandler(KeyEvent.KEY_TYPED, controls::typed);
    pane.addEventHandler(MouseEvent.MOUSE_PRESSED, _ -> pane.requestFocus());
    picture.setOnMousePressed(controls::press);
    picture.setOnMouseDragged(controls::drag);
    picture.setOnMouseReleased(controls::release);
    picture.setOnMouseMoved(event -> pane.point(event.getX(), event.getY()));
    picture.setOnMouseExited(_ -> pane.point(-1, 0));
    picture.setOnScroll(controls::wheel);
    picture.setOnContextMenuRequested(controls::pointAt);
    gutter.setOnContextMenuRequested(controls::laneMenu);
    axis.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> controls.pressedX = event.getX());
    axis.addEventHandler(MouseEvent.MOUSE_DRAGGED, controls::range);
    gutter.setOnScroll(event -> model.scroll((int) -event.getDeltaY()));
    gutter.setOnMouseMoved(event -> pane.pointAtName(event.getY()));
    gutter.setOnMouseExited(_ -> pane.pointAtName(-1));
    gutter.setOnMouseClicked(event -> {
      if (event.getButton() == MouseButton.PRIMARY) {
        model.toggle(model.under().lane((int) event.getY()));
      }
    });
  }

  /** A menu is about what it is asked for at. */
  private void pointAt(ContextMenuEvent event) {
    if (!event.isKeyboardTrigger()) {
      if (model.under().cell((int) event.getX(), (int) event.getY()) == null) {
        laneMenu(event);
      } else {
        model.under().select((int) event.getX(), (int) event.getY());
      }
    }
  }

  private void laneMenu(ContextMenuEvent event) {
    Lane lane = model.under().lane((int) event.getY());
    if (lane != null) {
      pane.laneMenu(lane, event.getScreenX(), event.getScreenY());
    }
    event.consume();
  }

  private void press(MouseEvent event) {
    pressedX = event.getX();
    lastX = event.getX();
    lastY = event.getY();
    dragged = false;
    moving = event.isShiftDown() || event.getButton() == MouseButton.MIDDLE;
    if (!moving) {
      model.marking().begin((int) event.getX(), (int) event.getY());
    }
  }

  private void drag(MouseEvent event) {
    if (event.getButton() == MouseButton.SECONDARY
        || (!dragged
            && Math.abs(event.getX() - pressedX) < CLICK
            && Math.abs(event.getY() - lastY) < CLICK)) {
      return;
    }
    dragged = true;
    if (!moving) {
      model.marking().dragTo((int) event.getX(), (int) event.getY());
    } else {
      model.pan((int) (lastX - event.getX()));
      model.scroll((int) (lastY - event.getY()));
      lastX = event.getX();
      lastY = event.getY();
    }
  }

  /** Along the times, a range of all lanes. */
  private void range(MouseEvent event) {
    int left = LaneGutter.width();
    int from = (int) pressedX - left;
    if (from >= 0 && Math.abs(event.getX() - pressedX) >= CLICK) {
      int last = model.viewport().get().width() - 1;
      model.area().range(from, Math.clamp((int) event.getX() - left, 0, last));
    }
  }

  private void release(MouseEvent event) {
    if (dragged || event.getButton() != MouseButton.PRIMARY) {
      return;
    }
    if (event.getClickCount() == 2) {
      model.zoom(0.2, (int) event.getX());
    } else {
      model.under().select((int) event.getX(), (int) event.getY());
    }
  }

  private void wheel(ScrollEvent event) {
    if (event.isShiftDown()) {
      model.scroll((int) -(event.getDeltaY() + event.getDeltaX()));
    } else if (Math.abs(event.getDeltaX()) > Math.abs(event.getDeltaY())) {
      model.pan((int) -event.getDeltaX());
    } else if (event.getDeltaY() != 0) {
      model.zoom(Math.pow(STEP, event.getDeltaY() * WHEEL), (int) event.getX());
    }
    pane.point(event.getX(), event.getY());
    event.consume();
  }

  private void key(KeyEvent event) {
    if (event.isControlDown() || event.isAltDown() || event.isMetaDown()) {
      return;
    }
    if (act(event.getCode(), event.isShiftDown())) {
      event.consume();
    }
  }

  private boolean act(KeyCode code, boolean shift) {
    switch (code) {
      case ADD -> model.zoom(STEP);
      case SUBTRACT -> model.zoom(1 / STEP);
      case LEFT, RIGHT, UP, DOWN -> arrow(code, shift);
      case PAGE_UP -> model.scrollPages(-1);
      case PAGE_DOWN -> model.scrollPages(1);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Arrows move what is in sight; with Shift a corner of the area. */
  private void arrow(KeyCode code, boolean shift) {
    int x = code == KeyCode.LEFT ? -1 : code == KeyCode.RIGHT ? 1 : 0;
    int y = code == KeyCode.UP ? -1 : code == KeyCode.DOWN ? 1 : 0;
    if (shift) {
      model.marking().extend(x, y);
    } else {
      model.panPart(x * 0.1);
      model.scroll(y * Scale.lane());
    }
  }

  /**
   * Signs are taken as they are typed: where they are on the keyboard differs from country to
   * country.
   */
  private void typed(KeyEvent event) {
    switch (event.getCharacter()) {
      case "A" -> model.panPart(-FAST);
      case "D" -> model.panPart(FAST);
      case "+", "=" -> model.zoom(STEP);
      case "-" -> model.zoom(1 / STEP);
      default -> {
        return;
      }
    }
    event.consume();
  }
}
