import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Judges PDF files in one virtual machine: {@code PdfJudge ua1,2a FILE...}
 *
 * <p>Prints a line for each failed assertion: number of the file among the arguments, flavour, clause, test number,
 * the object, the message, with TAB between. A file that cannot be read gives one line with the clause "unreadable".
 * The last line says "judged" and how many files were, so that a judge which fell over is never taken for a pass.
 */
public final class PdfJudge {
  private static final int MOST_FAILURES = 100;

  private PdfJudge() {}

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    // Libraries that print must not be taken for findings.
    System.setOut(System.err);
    VeraGreenfieldFoundryProvider.initialise();
    List<String> flavours = List.of(arguments[0].split(","));
    for (int number = 1; number < arguments.length; number++) {
      for (String flavour : flavours) {
        judge(out, number - 1, new File(arguments[number]), flavour);
      }
    }
    out.println("judged\t" + (arguments.length - 1));
  }

  private static void judge(PrintStream out, int number, File file, String id) {
    PDFAFlavour flavour = PDFAFlavour.byFlavourId(id);
    try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
        PDFAValidator validator =
            Foundries.defaultInstance().createValidator(flavour, MOST_FAILURES, false, true, false)) {
      ValidationResult result = validator.validate(parser);
      for (TestAssertion failed : result.getTestAssertions()) {
        if (failed.getStatus() == TestAssertion.Status.FAILED) {
          line(out, number, id, failed.getRuleId().getClause(), failed.getRuleId().getTestNumber(),
              failed.getLocation().getContext(), failed.getMessage());
        }
      }
    } catch (Exception fault) {
      line(out, number, id, "unreadable", 0, "", String.valueOf(fault));
    }
  }

  private static void line(
      PrintStream out, int number, String flavour, String clause, int test, String place, String message) {
    out.println(String.join("\t", String.valueOf(number), flavour, clause, String.valueOf(test),
        flat(place), flat(message)));
  }

  private static String flat(String text) {
    return text == null ? "" : text.replaceAll("\\s+", " ");
  }
}
