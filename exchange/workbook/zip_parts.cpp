#include "exchange/workbook/zip_parts.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace openward::exchange {
namespace {

constexpr zip_int64_t most_entries = 10'000;
constexpr std::uint64_t largest_part = 4ULL << 30U;
// Sheets of real spend shrink to a tenth; even a sheet of one repeated row stays above a hundredth.
constexpr std::uint64_t largest_ratio = 400;
constexpr std::uint64_t ratio_matters_from = 16ULL << 20U;
constexpr std::size_t piece_size = 64 * 1024;

Error damaged(const std::string& what, std::string internal) {
  return Error{ErrorKind::unsupported,
               "The file is an Excel workbook (.xlsx), whatever its name says, but " + what +
                   ". Fetch it again; or open it in a spreadsheet program and save it as CSV.",
               {},
               std::move(internal)};
}

} // namespace

void ZipParts::Close::operator()(zip* archive) const { zip_discard(archive); }

Result<ZipParts> ZipParts::open(std::string_view bytes) {
  zip_error_t fault;
  zip_error_init(&fault);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &fault);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &fault);
  if (archive == nullptr) {
    zip_source_free(source);
    Error error = damaged("its archive cannot be opened: it is damaged or was cut short", zip_error_strerror(&fault));
    zip_error_fini(&fault);
    return error;
  }
  zip_error_fini(&fault);
  ZipParts parts(archive, bytes.size());
  if (zip_get_num_entries(archive, 0) > most_entries)
    return damaged("its archive has more than " + std::to_string(most_entries) + " entries, which no workbook of spend needs", {});
  return parts;
}

bool ZipParts::has(const std::string& name) const { return zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_NOCASE) >= 0; }

Result<> ZipParts::read(const std::string& name, const std::function<Result<bool>(std::string_view)>& piece) const {
  zip_stat_t stat;
  zip_stat_init(&stat);
  const zip_int64_t index = zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_NOCASE);
  if (index < 0 || zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(index), 0, &stat) != 0)
    return damaged("its part " + name + " is missing", {});
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(index), 0),
                                                               zip_fclose);
  if (!file) return damaged("its part " + name + " cannot be unpacked (locked by a password, or damaged)", zip_strerror(archive_.get()));
  // A part cannot be packed into more than the archive has, whatever it claims.
  const std::uint64_t packed = std::max<std::uint64_t>(1, std::min<std::uint64_t>(stat.comp_size, size_));
  std::array<char, piece_size> buffer;
  std::uint64_t unpacked = 0;
  for (;;) {
    const zip_int64_t got = zip_fread(file.get(), buffer.data(), buffer.size());
    if (got < 0) return damaged("its part " + name + " is damaged", zip_file_strerror(file.get()));
    if (got == 0) return Done{};
    unpacked += static_cast<std::uint64_t>(got);
    if (unpacked > largest_part || (unpacked > ratio_matters_from && unpacked / packed > largest_ratio)) {
      return damaged("its part " + name + " unpacks to more than " + std::to_string(unpacked >> 20U) + " MiB from " +
                         std::to_string(packed >> 10U) + " KiB, as a file made to exhaust its reader does",
                     {});
    }
    auto more = piece(std::string_view(buffer.data(), static_cast<std::size_t>(got)));
    if (!more) return more.error();
    if (!*more) return Done{};
  }
}

} // namespace openward::exchange
