// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/options.h"

#include "jobs/run/error.h"
#include "jobs/run/nearest_name.h"
#include "jobs/run/parameter_file.h"

namespace catena {

Options parse_options(const std::vector<std::string>& arguments, const std::string& stage) {
  Options options;
  std::vector<std::string> inputs;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument.size() < 2 || argument[0] != '-') {
      inputs.push_back(argument);
      continue;
    }
    const std::size_t equals = argument.find('=');
    const std::string name = argument.substr(0, equals);
    const auto value = [&] {
      if (equals != std::string::npos) return argument.substr(equals + 1);
      if (i + 1 == arguments.size())
        throw InputError("option '" + name + "' needs a value: " +
                         (name == "--set" ? "--set \"Section/Parameter = value\"" : "--output DIR"));
      return arguments[++i];
    };
    if (name == "--output")
      options.output = value();
    else if (name == "--set")
      options.overrides.push_back(value());
    else if (argument == "--restart")
      options.restart = true;
    else if (argument == "--check")
      options.check = true;
    else if (argument == "--print-parameters")
      options.print_parameters = true;
    else if (argument == "--help" || argument == "-h")
      options.help = true;
    else if (argument == "--version")
      options.version = true;
    else
      throw InputError("there is no option '" + quotable(argument) + "'; the nearest is '" +
                       nearest_name(name, {"--output", "--set", "--restart", "--check", "--print-parameters",
                                           "--help", "--version"}) +
                       "'");
  }
  if (options.print_parameters || options.help || options.version) return options;
  if (inputs.empty())
    throw InputError("no input file is given; allowed is: catena " + stage +
                     " INPUT.prm [options], see --help");
  if (inputs.size() > 1)
    throw InputError("more than one input file is given, '" + quotable(inputs[0]) + "' and '" +
                     quotable(inputs[1]) + "'; allowed is one");
  options.input = inputs[0];
  if (options.output.empty()) options.output = std::filesystem::path(options.input).stem();
  if (options.output.empty()) throw InputError("'--output' is empty; allowed is the name of a folder");
  return options;
}

std::string help_text(const std::string& stage, const std::string& summary) {
  return "catena " + stage + ": " + summary + "\n\n" + "usage: catena " + stage + " INPUT.prm [options]\n" +
         "       mpirun -n 8 catena " + stage + " INPUT.prm [options]\n\n" +
         "  --output DIR                         where results go, made if absent; default: the input's base "
         "name\n"
         "  --set \"Section/Parameter = value\"    overrides the input; may be given many times\n"
         "  --restart                            goes on from the newest whole checkpoint in the output "
         "folder\n"
         "  --check                              reads and checks everything, prints what is needed, runs "
         "nothing\n"
         "  --print-parameters                   every parameter with default, range, unit and one sentence\n"
         "  --help                               this text\n"
         "  --version                            version and git revision\n\n"
         "exit status: 0 done, 2 wrong input, 3 the numbers failed, 4 a file cannot be read or written,\n"
         "             75 stopped early with a whole checkpoint (run again with --restart)\n";
}

}  // namespace catena
