using Harmonium.Tools.Fuzz;
using SharpFuzz;

// fuzz <target> <folder>            runs under afl-fuzz, which supplies the inputs
// fuzz seeds <target> <folder>      writes the initial inputs
// fuzz replay <target> <file>…      reads files that afl-fuzz found, without afl-fuzz
string usage = $"fuzz {{{string.Join('|', Target.All.Keys)}}} <working folder>; fuzz seeds <target> <folder>; fuzz replay <target> <file>…";
switch (args)
{
    case ["seeds", string name, string folder] when Target.All.ContainsKey(name):
        Seeds.Write(name, folder);
        return 0;
    case ["replay", string name, ..] when Target.All.TryGetValue(name, out Target? target):
        foreach (string file in args[2..])
        {
            using FileStream bytes = File.OpenRead(file);
            target.Try(bytes, Path.GetTempPath());
        }

        return 0;
    case [string name, string folder] when Target.All.TryGetValue(name, out Target? target):
        Fuzzer.OutOfProcess.Run(stream => target.Try(stream, folder));
        return 0;
    default:
        Console.Error.WriteLine(usage);
        return 2;
}
