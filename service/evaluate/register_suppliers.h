#pragma once
// The same labels by way of a register: the strings are imported as a file of spend, matched as an import matches them, and their links and
// classes are read back as the API shows them. What is lost between the rules and the database would show here.

#include "persistence/database.h"
#include "service/evaluate/supplier_scores.h"

#include <filesystem>
#include <string>
#include <vector>

namespace openward::evaluate {

/// A file of spend in which each label stands with its lines and its money.
std::string spend_file_of(const std::vector<SupplierLabel>& labels);

/// Imports the files of bodies (those of a folder that are none are passed over) and the labels into an empty register, and reads the links
/// back. A body of the register is the one of `index` that has one of its identifiers, else the only one with its name. Errors: a file that
/// cannot be imported, a label that the register does not hold, a body that the index does not know.
Result<std::vector<SupplierReading>> read_suppliers_from(persistence::Database& database, const matching::BodyIndex& index,
                                                         const std::vector<SupplierLabel>& labels, const std::filesystem::path& reference,
                                                         const std::vector<std::filesystem::path>& bodies);

} // namespace openward::evaluate
