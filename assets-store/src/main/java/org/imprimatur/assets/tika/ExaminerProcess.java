package org.imprimatur.assets.tika;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.tika.exception.TikaException;
import org.springframework.util.FileSystemUtils;
import org.xml.sax.SAXException;

/**
 * The child process: says with an empty line that it is ready, then reads a {@link Request} a line from standard input
 * and answers each with an {@link Answer} a line.
 * It ends when its input ends, even while a file keeps it busy, and so never outlives its parent; its folder, which
 * {@link Child} gives it as the place for temporary files, goes with it.
 */
final class ExaminerProcess {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ExaminerProcess() {}

    public static void main(String... args) throws IOException, TikaException, SAXException, InterruptedException {
        var examination = new Examination();
        serve(examination::examine);
    }

    static void serve(Task task) throws IOException, InterruptedException {
        var out = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err); // whatever a parser prints is no answer
        var lines = new LinkedBlockingQueue<String>();
        var leash = new Thread(() -> readTo(lines), "leash");
        leash.setDaemon(true);
        leash.start();
        write(out, new byte[0]); // ready
        while (true) {
            var answer = task.examine(JSON.readValue(lines.take(), Request.class));
            write(out, JSON.writeValueAsBytes(answer));
        }
    }

    private static void readTo(LinkedBlockingQueue<String> lines) {
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            new PrintStream(System.err, true, StandardCharsets.UTF_8).println("The parent is gone: " + e.getMessage());
        }
        removeFolder();
        Runtime.getRuntime().halt(0);
    }

    /** Nobody else is left to do it when the parent was killed, and it may hold a file of some gigabytes. */
    private static void removeFolder() {
        var folder = Path.of(System.getProperty("java.io.tmpdir"));
        if (!folder.getFileName().toString().startsWith(Child.FOLDER)) {
            return; // started by hand
        }
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            new PrintStream(System.err, true, StandardCharsets.UTF_8).println("Left behind: " + e.getMessage());
        }
    }

    private static void write(OutputStream out, byte[] line) throws IOException {
        out.write(line);
        out.write('\n');
        out.flush();
    }

    /** What is done with each request. */
    interface Task {
        Answer examine(Request request) throws IOException;
    }
}
