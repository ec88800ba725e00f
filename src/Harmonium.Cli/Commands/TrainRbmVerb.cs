using System.CommandLine;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Training;
using Harmonium.Data;
using Harmonium.Data.NamedSets;
using Harmonium.Data.Tables;
using Harmonium.Storage;
using Harmonium.Storage.Training;

namespace Harmonium.Cli.Commands;

/// <summary>Trains a restricted Boltzmann machine.</summary>
internal sealed class TrainRbmVerb : Verb
{
    private readonly SettingOptions _settings = new();
    private readonly Option<string?> _schema = CommonOptions.Text("--schema", "file", "the data are a table of mixed columns (.csv), described by this JSON file; auto finds out from its cells. Usual then: " + UsualOfTables);
    private readonly Option<bool> _noFigures = new("--no-figures") { Description = "draw no figures while learning" };

    /// <inheritdoc/>
    internal override string Name => "rbm";

    /// <inheritdoc/>
    internal override string Summary => "learn a restricted Boltzmann machine from data; writes a run folder";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium train rbm", "the embedded letters, 500 hidden units, 20 epochs"),
        ("harmonium train rbm --data mnist --hidden 500 --epochs 50", "handwritten digits"),
        ("harmonium train rbm --data photos/ --validation 0.1 --patience 5", "a folder of images of one size; stops when held-out images improve no more"),
        ("harmonium train rbm --data people.csv --schema people.json", "a table of real, count, categorical and yes-no columns, with missing cells"),
        ("harmonium train rbm --config settings.json --k 5", "the settings of a file, but five sweeps a step"),
    ];

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common)
    {
        foreach (Option option in (Option[])[common.Data, common.Output, common.Seed, common.Threads])
            command.Options.Add(option);
        _settings.AddTo(command);
        command.Options.Add(_schema);
        command.Options.Add(_noFigures);
    }

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        string data = RunStart.FullPathOf(call.Data);
        RbmTrainingSettings usual = call.Text(_schema) is null ? new RbmTrainingSettings() : TableTraining.Usual;
        RbmTrainingSettings settings = _settings.Apply(call.Parsed, usual) with { Seed = call.Seed };
        settings.Validate();
        MachineTraining training = call.Text(_schema) is { } schema ? OfTable(call, settings, data, schema) : new RbmTraining(settings, call.OpenAndTell(data, settings.DataOptions), call.Device());
        using RunFolder folder = RunStart.Create(call, Name, training, data);
        return new TrainingSession(call, folder, training, figures: !call.Parsed.GetValue(_noFigures)).Run();
    }

    private static string UsualOfTables => $"{TableTraining.Usual.Hidden} hidden units, {TableTraining.Usual.Epochs} epochs of {TableTraining.Usual.Batch} rows, adam at {TableTraining.Usual.LearningRate}";

    private static TableTraining OfTable(Call call, RbmTrainingSettings settings, string data, string schema)
    {
        if (NamedSet.Find(data) is not null)
            throw new UsageException($"--schema describes a table in a file, and {data} is a named set of another form.", "Give --data a .csv file, such as one that 'harmonium data make people' writes.");
        Table table = TableFile.Read(data, schema == "auto" ? null : TableSchema.Read(schema, DataLimits.Default), DataLimits.Default);
        foreach (string notice in table.Notices)
            call.Say(notice);
        return new TableTraining(settings, table, call.Device());
    }
}
