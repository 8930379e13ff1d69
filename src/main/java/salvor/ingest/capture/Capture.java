package salvor.ingest.capture;

import java.io.IOException;

/** The packets of a capture, one after the other. */
interface Capture {
  /** Takes what a capture holds beside packets. */
  interface Aside {
    /** Something that is no packet was met and is left out; equal reasons are counted together. */
    void skipped(String reason);

    /** A record could not be read. */
    void unreadable(Frame frame, String reason);

    /** The tool that captured says that packets were lost on an interface. */
    void lost(Frame frame, long count);

    /** Whoever captured knew an address by this name. */
    void named(Address address, String name);

    /** A remark on the whole. */
    void note(String remark);
  }

  /** Reads the next packet into the frame; false when there are no more. */
  boolean next(Frame frame, Aside aside) throws IOException;
}
