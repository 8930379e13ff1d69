package salvor.ingest.scap;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import salvor.evidence.RecordRef;
import salvor.ingest.Beginning;
import salvor.ingest.Sink;

/** The blocks of a capture, in order. */
final class Capture {
  private static final int MACHINE = 0x201;
  private static final int SECTION = 0x0A0D0D0A;

  private final int source;
  private final int longest;
  private final Sink sink;
  private final Told told;
  private final Threads threads;
  private long offset;
  private long record;

  Capture(Beginning head, Sink sink) {
    this.source = head.source();
    this.longest = head.limits().recordBytes();
    this.offset = head.offset();
    this.sink = sink;
    this.threads = new Threads();
    this.told = new Told(threads, sink);
  }

  /** Reads all blocks, or up to where the capture is cut off or contradicts itself. */
  void read(InputStream raw) throws IOException {
    InputStream in = new BufferedInputStream(raw, 1 << 16);
    while (true) {
      byte[] head = in.readNBytes(8);
      if (head.length == 0) {
        return;
      }
      Bytes header = new Bytes(head, 0, head.length);
      int type = header.u32();
      int length = header.u32();
      if (head.length < 8) {
        broken("cut off in the head of a block");
        return;
      } else if (length < 12 || length > longest) {
        broken("a block says that it is " + Integer.toUnsignedString(length) + " bytes long");
        return;
      }
      byte[] body = in.readNBytes(length - 8);
      if (body.length < length - 8) {
        broken("cut off in a block");
        return;
      }
      Bytes end = new Bytes(body, body.length - 4, body.length);
      if (end.u32() != length) {
        broken("the two lengths of a block contradict");
        return;
      }
      block(type, new Bytes(body, 0, body.length - 4), length);
      offset += length;
    }
  }

  private void broken(String what) {
    sink.unreadable(ref(0), what + ": what follows was not read");
    sink.note(what + ": what came before was read, what follows was not");
  }

  private RecordRef ref(int length) {
    return new RecordRef(source, record + 1, offset, length);
  }

  private void block(int type, Bytes body, int length) {
    switch (type) {
      case 0x204, 0x208, 0x216, 0x217, 0x221, 0x222 -> event(type, body, length);
      case 0x202, 0x207, 0x209, 0x210, 0x211, 0x212, 0x213, 0x214, 0x215 ->
          processes(type, body, length);
      case 0x203, 0x218 -> skipped("what a process had open when the capture began");
      case 0x205, 0x219 -> skipped("the machine's addresses");
      case 0x206, 0x220 -> skipped("the machine's users");
      case MACHINE -> machine(body);
      case SECTION -> skipped("the head of the capture");
      default -> skipped("a block of kind 0x" + Integer.toHexString(type) + ", which is not known");
    }
  }

  private void skipped(String reason) {
    record++;
    sink.skipped(reason);
  }

  private void machine(Bytes body) {
    body.skip(4 + 8 + 8); // processors, memory, the highest pid
    String name = Bytes.text(body.take(128));
    int end = name.indexOf(0);
    threads.node(end < 0 ? name : name.substring(0, end));
    skipped("what the machine is");
  }

  private void event(int type, Bytes body, int length) {
    RecordRef ref = ref(length);
    record++;
    body.skip(2); // the processor
    if (type == 0x208 || type == 0x217 || type == 0x222) {
      body.skip(4); // flags
    }
    Event event =
        Event.of(
            body,
            type == 0x204 || type == 0x208
                ? Event.Form.FIRST
                : type >= 0x221 ? Event.Form.LARGE : Event.Form.COUNTED);
    if (event == null) {
      sink.unreadable(ref, "an event whose lengths contradict");
    } else {
      told.event(event, ref);
    }
  }

  private void processes(int type, Bytes body, int length) {
    ProcessList list = new ProcessList(type, body);
    for (Task process; (process = list.next()) != null; ) {
      RecordRef ref = ref(length);
      record++;
      told.running(process, ref);
    }
    if (list.isBroken()) {
      record++;
      sink.unreadable(ref(length), "a process of the list whose lengths contradict");
    }
  }
}
