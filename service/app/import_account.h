#pragma once
// What is told of one imported file, as JSON: on the command line, in the API, and under the id of the import ever after.

#include "service/app/import.h"
#include "service/render/json.h"

#include <string>

namespace openward::app {

/// Who reads an account: the words of a row may name a person.
enum class Reader { importer, anyone };

/// Members of an open object: how the file was read, its rows, payments and total, and what was refused for which reason.
void write_account(render::Json&, const FileOutcome&, Reader);

/// The first rows as they were understood. They may name people, so they are shown to who imports the file and are not kept.
void write_first_rows(render::Json&, const FileOutcome&);

/// The account as one object, without anything that could name a person.
std::string stored_account(const FileOutcome&);

} // namespace openward::app
