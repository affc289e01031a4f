package org.imprimatur.assets;

import java.io.IOException;
import java.io.InputStream;

/** Looks into files where they can harm nobody. */
public interface Examiner extends AutoCloseable {

    /**
     * @param fileName a hint for people, never trusted
     * @throws IOException when the content cannot be read to its end, or no process starts; the file is not to blame
     * @throws Excessive when it took more time, memory or disk than allowed
     * @throws Lost when the process that looked into it ended before it answered
     */
    Findings examine(String fileName, InputStream content) throws IOException, Excessive, Lost;

    /** Ends whatever is being looked into, at once. */
    @Override
    void close();

    /** The file takes more than a file may, of time, memory or disk. Trying again would only take as much. */
    class Excessive extends Exception {
        public Excessive(String message) {
            super(message);
        }
    }

    /** The process ended, perhaps not through the fault of the file: worth another attempt. */
    class Lost extends Exception {
        public Lost(String message) {
            super(message);
        }
    }
}
