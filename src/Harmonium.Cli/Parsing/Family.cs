namespace Harmonium.Cli.Parsing;

/// <summary>A command with subcommands.</summary>
internal abstract class Family : Verb
{
    /// <inheritdoc/>
    internal override int Run(Call call) =>
        throw new UsageException($"{call.Path} needs a command: {string.Join(", ", Members.Select(member => member.Name))}.", $"See: {call.Path} --help");
}
