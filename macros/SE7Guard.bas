Attribute VB_Name = "SE7Guard"
Option Explicit

' What keeps a button from starting Python: it cannot be reached, or somebody else could
' choose through the workbook what is started. SE7Python says how it is reached.

Public Function Hindrance() As String
    ' With what to do; empty where nothing does.
    Hindrance = SE7Python.Obstacle()
    If Hindrance = "" Then Hindrance = Unset()
    If Hindrance <> "" Then
        Hindrance = Hindrance & " Close Excel, run  " & SE7Python.SetUpCommand() & "  in a terminal, or ask IT to, " & _
            "and open the workbook again. Until then the workbook calculates as usual."
    Else
        Hindrance = UnsafePlace()
    End If
End Function

Public Function Unset() As String
    Unset = ""
    If NamedPython() = "" Then
        Unset = "Excel has not been told where Python is."
    ElseIf IsGone(NamedPython()) Then
        Unset = "Python is no longer at " & NamedPython() & "."
    ElseIf LCase(OwnSetting("ADD_WORKBOOK_TO_PYTHONPATH", "true")) <> "false" Then
        Unset = "Excel has not been told to leave code beside workbooks alone, and a button could start it."
    End If
End Function

Public Function NamedPython() As String
    Dim key As String
    key = "INTERPRETER_WIN"
    If IsMac() Then key = "INTERPRETER_MAC"
    NamedPython = OwnSetting(key, "")
End Function

Public Function OwnSetting(ByVal key As String, ByVal otherwise As String) As String
    OwnSetting = otherwise
    On Error Resume Next
    OwnSetting = Application.Run(SE7Python.Way("GetConfig"), key, otherwise, "user")
End Function

Public Function IsGone(ByVal path As String) As Boolean
    ' Only on Windows: a Mac keeps Excel from looking at files outside its own folders.
    IsGone = False
    If IsMac() Or InStr(1, path, "\") = 0 Then Exit Function
    On Error Resume Next
    IsGone = (Dir(path) = "")
End Function

Public Function UnsafePlace() As String
    ' A tab, a file beside the workbook, or on a Mac the workbook's own name, must not choose what a button starts.
    Dim sign As Variant
    UnsafePlace = ""
    If BringsATab() Then UnsafePlace = "This workbook has a tab named xlwings.conf, or one whose name ends in .py, by which it " & _
        "could choose the program a button starts. If you know who put it there, delete the tab and press the button again."
    If SettingsLieBeside() Then UnsafePlace = "The file xlwings.conf beside this workbook could choose the program a button " & _
        "starts. Delete it, or move the workbook to another folder, and press the button again."
    If Not IsMac() Then Exit Function
    On Error Resume Next
    For Each sign In Array("$", "`", Chr(34), "\", "'", "|", ";")
        If InStr(1, ActiveWorkbook.FullName, sign) > 0 Then UnsafePlace = "The name of this workbook or of its folder holds the " & _
            "sign " & sign & ", which cannot be passed on safely on a Mac. Rename it and press the button again."
    Next sign
End Function

Public Function BringsATab() As Boolean
    ' xlwings would take settings, and even code, from such a tab.
    Dim sheet As Object
    BringsATab = False
    If ActiveWorkbook Is Nothing Then Exit Function
    For Each sheet In ActiveWorkbook.Sheets
        If LCase(sheet.Name) = "xlwings.conf" Or LCase(Right(sheet.Name, 3)) = ".py" Then BringsATab = True
    Next sheet
End Function

Public Function SettingsLieBeside() As Boolean
    ' xlwings itself knows where OneDrive keeps the workbook; we look ourselves where it is too old to be asked.
    Dim path As String
    On Error GoTo Unanswered
    path = Application.Run(SE7Python.Way("GetDirectoryConfigFilePath"))
    SettingsLieBeside = Application.Run(SE7Python.Way("FileExists"), path)
    Exit Function
Unanswered:
    SettingsLieBeside = SettingsSeenBeside()
End Function

Public Function SettingsSeenBeside() As Boolean
    SettingsSeenBeside = False
    On Error Resume Next
    If InStr(1, ActiveWorkbook.Path, "://") > 0 Then Exit Function
    SettingsSeenBeside = (Dir(ActiveWorkbook.Path & Application.PathSeparator & "xlwings.conf", vbHidden Or vbSystem) <> "")
End Function

Public Function IsMac() As Boolean
    IsMac = InStr(1, Application.OperatingSystem, "Mac") > 0
End Function
