using Harmonium.Cli.Parsing;
using Harmonium.Data;
using Harmonium.Data.Tables;
using Harmonium.Machines.Tables;
using Harmonium.Storage;

namespace Harmonium.Cli.Models;

/// <summary>The machine of a table that was trained.</summary>
/// <param name="Path">The model file.</param>
/// <param name="File">What it says.</param>
/// <param name="Rbm">The machine.</param>
/// <param name="Run">The run that it is of; null for a file that lies elsewhere.</param>
internal sealed record TrainedTable(string Path, ModelFile File, TableRbm Rbm, RunView? Run)
{
    /// <summary>The file of the table to apply the machine to: what the user says, or what it learnt from.</summary>
    /// <exception cref="UsageException">Neither is known.</exception>
    internal string DataFor(Call call) => TrainedModel.DataFor(call, File, Run);

    /// <summary>The table to apply the machine to, its columns as the machine knows them.</summary>
    /// <exception cref="DataFileException">It cannot be used, or does not fit the machine.</exception>
    internal Table Open(Call call) => TableFile.Read(DataFor(call), Rbm.Encoding.Schema, DataLimits.Default);
}
