// openward-evaluate: how often the reading of notices and of supplier strings is right, measured against what a person labelled. Wiring
// alone.

#include "exchange/files/file.h"
#include "service/evaluate/evaluation.h"
#include "service/evaluate/known_bodies.h"
#include "service/evaluate/supplier_scores.h"

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

int evaluate_suppliers(const std::string& labels_path, const std::string& reference, const std::vector<std::filesystem::path>& bodies) {
  using namespace openward; // NOLINT(google-build-using-namespace): within one function
  const auto bytes = exchange::MappedFile::open(labels_path);
  if (!bytes) {
    std::cerr << "openward-evaluate: " << bytes.error().message << '\n';
    return kEnvironment;
  }
  const auto labels = evaluate::read_supplier_labels(bytes->bytes());
  if (!labels) {
    std::cerr << "openward-evaluate: " << labels_path << ": " << labels.error().message << '\n';
    return kUsage;
  }
  auto known = evaluate::read_known_bodies(reference, bodies);
  if (!known) {
    std::cerr << "openward-evaluate: " << known.error().message << '\n';
    for (const auto& fault : known.error().faults) std::cerr << "  " << fault.where << ": " << fault.message << '\n';
    return kEnvironment;
  }
  for (const auto& note : known->notes) std::cerr << "openward-evaluate: " << note << '\n';
  const matching::BodyIndex index(std::move(known->bodies));
  std::cout << labels_path << ": " << labels->size() << " rows; " << index.bodies() << " bodies\n\n"
            << evaluate::supplier_report(index, evaluate::read_suppliers(index, *labels)) << std::flush;
  return 0;
}

} // namespace

int main(int argc, char** argv) {
  CLI::App program{"How often the reading of notices and of supplier strings is right, measured against what a person labelled.",
                   "openward-evaluate"};
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
  auto* suppliers = program.add_subcommand("suppliers", "Which body a supplier string ends at, and in which provider class");
  std::string reference = OPENWARD_REFERENCE;
  std::vector<std::filesystem::path> bodies;
  suppliers
      ->add_option("--labels", labels,
                   "tab-separated, names of columns first: raw_supplier, provider_class, total_amount, lines, canonical_name, "
                   "identifier_scheme, identifier, same_as_group_id, confidence")
      ->required();
  suppliers->add_option("--bodies", bodies,
                        "files of the Organisation Data Service, or folders of them, beside the folder of reference files");
  suppliers->add_option("--reference", reference, "the folder of reference files")->envname("OPENWARD_REFERENCE")->capture_default_str();
  suppliers->footer(
      "The last line is link_precision=… link_recall=… class_by_value=… class_by_count=… pairs=… n=…: shares that are right, in "
      "thousandths\n"
      "rounded down. A link is right when the body has the label's identifier, or one of its names where the label has none of that "
      "scheme.\n"
      "Recall is over rows whose identifier belongs to a body that was given. `unclassified` is wrong unless it is the label. Rows of low\n"
      "confidence are not scored. Exit status: 0; 2 for a fault in the command line or the labels; 3 when nothing can be read.");
  try {
    program.parse(argc, argv);
    return suppliers->parsed() ? evaluate_suppliers(labels, reference, bodies) : evaluate_notices(labels, paths);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : kUsage;
  } catch (const std::exception& error) {
    std::cerr << "openward-evaluate: " << error.what() << '\n';
    return kEnvironment;
  }
}
