using Harmonium.Tools.Fuzz;
using SharpFuzz;

// fuzz <target> <folder>            what afl-fuzz starts: inputs come from it
// fuzz seeds <target> <folder>      writes the inputs that it begins with
// fuzz replay <target> <file>…      reads files that it found, without it
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
