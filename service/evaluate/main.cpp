// openward-evaluate: how often the reading of notices is right, measured against notices that a person labelled. Wiring alone.

#include "exchange/files/file.h"
#include "service/evaluate/evaluation.h"

#include <CLI/CLI.hpp>
#include <iostream>

namespace {

constexpr int kMissing = 1;
constexpr int kUsage = 2;
constexpr int kEnvironment = 3;

int evaluate_notices(const std::string& labels_path, const std::vector<std::filesystem::path>& paths) {
  using namespace openward; // NOLINT(google-build-using-namespace): within one function
  const auto bytes = exchange::MappedFile::open(labels_path);
  if (!bytes) {
    std::cerr << "openward-evaluate: " << bytes.error().message << '\n';
    return kEnvironment;
  }
  const auto labels = evaluate::read_labels(bytes->bytes());
  if (!labels) {
    std::cerr << "openward-evaluate: " << labels_path << ": " << labels.error().message << '\n';
    return kUsage;
  }
  const auto notices = evaluate::read_notices(paths);
  for (const auto& trouble : notices.troubles) std::cerr << "openward-evaluate: " << trouble << '\n';
  if (notices.releases == 0) {
    std::cerr << "openward-evaluate: no release could be read from the given paths: name files or folders of OCDS releases.\n";
    return kEnvironment;
  }
  const auto result = evaluate::evaluate(*labels, notices);
  std::cout << labels_path << ": " << labels->labels.size() << " rows; " << notices.releases << " releases in " << notices.files
            << " files\n\n"
            << evaluate::report(result) << std::flush;
  return result.missing.empty() ? 0 : kMissing;
}

} // namespace

int main(int argc, char** argv) {
  CLI::App program{"How often the reading of notices is right, measured against notices that a person labelled.", "openward-evaluate"};
  program.require_subcommand(1);
  auto* notices =
      program.add_subcommand("notices", "Stage, route, whether an award was made, and whether the Provider Selection Regime applies");
  std::string labels;
  std::vector<std::filesystem::path> paths;
  notices
      ->add_option("--labels", labels,
                   "tab-separated, names of columns first: release_id, stage or notice_kind, route, is_psr or regime, counts_as_award, "
                   "confidence")
      ->required();
  notices->add_option("NOTICES", paths, "files of OCDS releases, or folders of them")->required();
  notices->footer(
      "The last line is stage=… route=… award=… psr=… n=…: shares that are right, to two decimals. stage and route are taken over the "
      "rows\n"
      "labelled as under the regime (over all rows where none is), award and psr over all; rows of low confidence are listed and not\n"
      "scored; - where the file has no such labels; n is the number of rows scored. Exit status: 0; 1 when a labelled notice is not in\n"
      "the files; 2 for a fault in the command line or the labels; 3 when nothing can be read.");
  try {
    program.parse(argc, argv);
    return evaluate_notices(labels, paths);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : kUsage;
  } catch (const std::exception& error) {
    std::cerr << "openward-evaluate: " << error.what() << '\n';
    return kEnvironment;
  }
}
